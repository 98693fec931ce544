-- Endpoints at which nothing is attempted for a while for a reason of ours.

alter table endpoint
    add column held_until timestamptz,
    add column held_for   text check (held_for in ('no-room', 'unreadable')); -- names to be looked up; its URL or a secret does not open
create index endpoint_held on endpoint (held_until) where held_until is not null;
