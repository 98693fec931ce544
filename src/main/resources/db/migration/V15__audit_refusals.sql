-- Refusals at the door, downloads that broke off, and clinics' users who came with an invitation.

alter table audit_record
    add column times bigint check (times > 0),          -- of refusals summed up: how many; else null
    drop constraint audit_record_phase_check,
    drop constraint audit_record_actor_kind_check,
    drop constraint audit_record_check,
    add constraint audit_record_phase check (phase in ('begun', 'ended', 'broke-off')), -- broke-off: the answer, while it was sent
    add constraint audit_record_actor_kind check (actor_kind in ('key', 'token', 'invitation', 'nobody')),
    add constraint audit_record_outcome check ((phase = 'begun') = (result is null) and (result is null) = (status is null));

-- The accounts whose ids may stand in the record: what else is written where an account belongs may be a name.
create view audit_account as
    select partner_id, account_id from pairing
    union all
    select partner_id, account_id from scan_order;
