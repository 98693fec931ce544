-- Refusals at the door, downloads that broke off, and clinics' users who came with an invitation.

-- Each rule is looser than the one it replaces, so no row has to be looked at (not valid): a long record is locked for a moment only.
alter table audit_record
    add column times bigint,                            -- of refusals summed up: how many; else null
    add constraint audit_record_times check (times > 0) not valid,
    drop constraint audit_record_phase_check,
    drop constraint audit_record_actor_kind_check,
    drop constraint audit_record_check,
    add constraint audit_record_phase check (phase in ('begun', 'ended', 'broke-off')) not valid, -- broke-off: the answer, while it was sent
    add constraint audit_record_actor_kind check (actor_kind in ('key', 'token', 'invitation', 'nobody')) not valid,
    add constraint audit_record_outcome check ((phase = 'begun') = (result is null) and (result is null) = (status is null)) not valid;

-- The accounts whose ids may stand in the record: what else is written where an account belongs may be a name.
create view audit_account as
    select partner_id, account_id from pairing
    union all
    select partner_id, account_id from scan_order;
