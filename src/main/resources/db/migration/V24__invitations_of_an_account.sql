-- A key for some accounts lists the invitations to them page by page; those of all the others are not read for it.
create index pairing_invitation_account on pairing_invitation (partner_id, account_id, created_at desc, id desc);
