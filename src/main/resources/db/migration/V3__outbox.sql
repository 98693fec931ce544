-- Events written with the state they tell of; the relay announces them.

-- One row for each ordering key, locked by whoever appends: within a key, ids are committed in their order.
create table outbox_turn (
    ordering_key text primary key,
    appended_at  timestamptz not null
);
create index outbox_turn_age on outbox_turn (appended_at);

-- One relay at a time, by the database's clock. The epoch grows with every take-over; what a relay writes says "where epoch = mine".
create table relay_lease (
    only_row      boolean primary key default true check (only_row),
    owner         text,
    epoch         bigint      not null default 0,
    until         timestamptz not null default '-infinity',
    feed_position bigint      not null default 0 -- the last one given
);
insert into relay_lease default values;

-- What goes out in one Kafka transaction. Ids are random and compared by equality.
create table relay_batch (
    id        uuid primary key,
    epoch     bigint      not null, -- of the relay that opened it
    opened_at timestamptz not null default now(),
    closed_at timestamptz,
    outcome   text check (outcome in ('announced', 'released')),
    check ((closed_at is null) = (outcome is null))
);
create unique index relay_batch_open on relay_batch ((true)) where closed_at is null; -- one at most
create index relay_batch_closed on relay_batch (closed_at) where closed_at is not null;

create table outbox (
    id            bigint generated always as identity primary key,
    event_id      text        not null unique,
    partner_id    text        not null references partner,
    account_id    text        not null,
    ordering_key  text        not null, -- rows of one key are announced in order
    order_id      uuid,                 -- whose timeline hears of it
    type          text        not null,
    subject       text        not null,
    data          json        not null, -- not jsonb: it goes out as it was written
    topics        text[]      not null, -- all in one Kafka transaction
    occurred_at   timestamptz not null,
    batch         uuid references relay_batch on delete set null,
    announced_at  timestamptz,
    feed_position bigint unique,        -- given on announcing, by the one relay: no reader of the feed skips a row
    parked_reason text,
    check ((announced_at is null) = (feed_position is null))
);
create index outbox_pending on outbox (id) where announced_at is null and parked_reason is null;
create index outbox_parked on outbox (ordering_key, id) where parked_reason is not null;
create index outbox_unannounced on outbox (ordering_key, id) where announced_at is null;
create index outbox_batch on outbox (batch) where batch is not null;
create index outbox_announced on outbox (announced_at) where announced_at is not null;
