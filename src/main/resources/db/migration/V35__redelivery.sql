-- Deliveries that somebody asks for: sent again, recovered, replayed; and what is asked about them.

alter table delivery
    add column replay      uuid        not null default '00000000-0000-0000-0000-000000000000', -- zeros: what it was announced for
    add column tried_since timestamptz not null default now();                                 -- its two weeks count from here
drop index delivery_once;
create unique index delivery_once on delivery (endpoint_id, position, replay);
create index delivery_log on delivery (endpoint_id, id);
create index delivery_given_up on delivery (endpoint_id, ended_at) where state = 'given-up';

drop index delivery_attempt_of_endpoint;
create index delivery_attempt_at on delivery_attempt (endpoint_id, at);
