-- Events of endpoints: of one account, or of the partner as a whole; and up to where somebody was warned that an endpoint fails.

alter table outbox alter column account_id drop not null;
alter table announced_event alter column account_id drop not null;

drop index delivery_given_up;
create index delivery_given_up on delivery (endpoint_id, ended_at) where state in ('given-up', 'dropped');

alter table endpoint
    add column warned    int not null default 0, -- percent of the time until it is disabled
    add column warned_of timestamptz;            -- the failing_since that this was told of
