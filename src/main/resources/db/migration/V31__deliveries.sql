-- Events on their way to endpoints. Of the deliveries of one endpoint and one ordering key only the first is due; the others wait for it.

alter table endpoint
    add column due_at        timestamptz,            -- when there may be something to deliver; null: nothing
    add column failing_since timestamptz,
    add column probe         bigint,                 -- the one delivery that is tried while it fails
    add column streak        int not null default 0; -- deliveries whose first attempt failed, one after the other
create index endpoint_due on endpoint (due_at) where enabled and due_at is not null;
create index endpoint_failing on endpoint (failing_since) where failing_since is not null;

-- Up to where announced events were handed out to endpoints.
create table push_cursor (
    only_row boolean primary key default true check (only_row),
    position bigint not null
);
insert into push_cursor (position) select feed_position from relay_lease;

create table delivery (
    id           bigint generated always as identity primary key,
    endpoint_id  uuid        not null references endpoint on delete cascade,
    position     bigint      not null, -- of the event in the feed
    event_id     text        not null,
    ordering_key text        not null,
    state        text        not null check (state in ('waiting', 'due', 'delivered', 'given-up', 'dropped')),
    attempts     int         not null default 0,
    created_at   timestamptz not null default now(),
    due_at       timestamptz not null default now(),
    lease_until  timestamptz,
    lease_token  bigint      not null default 0,
    ended_at     timestamptz,
    check ((state in ('waiting', 'due')) = (ended_at is null))
);
create unique index delivery_once on delivery (endpoint_id, position);
create index delivery_due on delivery (endpoint_id, due_at) where state = 'due';
create index delivery_of_key on delivery (endpoint_id, ordering_key, position) where state in ('waiting', 'due');
create index delivery_leased on delivery (endpoint_id, lease_until) where lease_until is not null;
create index delivery_ended on delivery (ended_at) where ended_at is not null;

create table delivery_attempt (
    id          bigint generated always as identity primary key,
    delivery_id bigint      not null references delivery on delete cascade,
    endpoint_id uuid        not null,
    at          timestamptz not null default now(),
    outcome     text        not null, -- delivered, gone, dropped, or why not: a status' class, no-connection, ...
    status      int,
    took_ms     int         not null,
    body        bytea,                -- the beginning of the answer's body, sealed: it may hold anything
    next_at     timestamptz
);
create index delivery_attempt_of on delivery_attempt (delivery_id, id);
create index delivery_attempt_of_endpoint on delivery_attempt (endpoint_id, id);

-- When there may be something to deliver to an endpoint: the next one that is due, unless as many are under way as it takes; what a process
-- left behind once its lease has ended; while it fails, its probe alone.
create function next_delivery(of endpoint) returns timestamptz language sql stable as $$
    select case
        when of.failing_since is not null and of.probe is not null then
            (select greatest(d.due_at, coalesce(d.lease_until, d.due_at)) from delivery d where d.id = of.probe and d.state = 'due')
        when (select count(*) from delivery d where d.endpoint_id = of.id and d.lease_until > now()) >= of.concurrency then
            (select min(d.lease_until) from delivery d where d.endpoint_id = of.id and d.lease_until is not null)
        else least(
            (select d.due_at from delivery d where d.endpoint_id = of.id and d.state = 'due' and d.lease_until is null
              order by d.due_at limit 1),
            (select min(d.lease_until) from delivery d where d.endpoint_id = of.id and d.lease_until is not null))
        end
$$;
