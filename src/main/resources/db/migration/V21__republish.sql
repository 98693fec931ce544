-- Announced events of orders, as they went out: what the outbox drops is kept here as long as its order, to be republished.
create table announced_event (
    feed_position bigint primary key,
    event_id      text        not null,
    partner_id    text        not null references partner,
    account_id    text        not null,
    ordering_key  text        not null,
    order_id      uuid        not null references scan_order on delete cascade, -- an order that is erased takes its events along
    type          text        not null,
    subject       text        not null,
    data          json        not null, -- not jsonb: it goes out again as it was written
    occurred_at   timestamptz not null,
    announced_at  timestamptz not null
);
create index announced_event_at on announced_event (announced_at, feed_position);
create index announced_event_order on announced_event (order_id);

-- Somebody wants announced events once more, in a topic of his choice. Positions are those of the feed: (position, last] is still to do.
create table republication (
    id          uuid primary key,
    partner_id  text        not null references partner,
    account_id  text,                              -- null: all of the partner's accounts
    topic       text        not null,
    from_time   timestamptz not null,              -- of the announcement
    to_time     timestamptz not null,              -- exclusive; infinity: up to when it was asked for
    position    bigint      not null,              -- all up to here is done
    last        bigint      not null,
    sent        bigint      not null default 0,
    state       text        not null check (state in ('running', 'done', 'stopped', 'failed')),
    failure     text,                              -- constant words
    asked_by    text        not null,              -- the public part of the key, or the token's subject
    asked_at    timestamptz not null,
    moved_at    timestamptz not null,              -- whose turn it is: the one that moved longest ago
    ended_at    timestamptz,
    check ((state = 'running') = (ended_at is null)),
    check ((state = 'failed') = (failure is not null))
);
create index republication_of_partner on republication (partner_id, asked_at desc, id desc);
create index republication_running on republication (moved_at) where state = 'running';
-- Asking again while it runs is asking once.
create unique index republication_same on republication (partner_id, coalesce(account_id, ''), topic, from_time, to_time)
    where state = 'running';

-- A batch holds events of the outbox, or else events of one republication up to a position.
alter table relay_batch
    add column republication uuid references republication,
    add column up_to         bigint,
    add column events        int,
    add constraint relay_batch_republication check (num_nulls(republication, up_to, events) in (0, 3));
