-- Events written with the state they tell of; the relay announces them.
create table outbox (
    id            bigint generated always as identity primary key,
    event_id      text        not null unique,
    partner_id    text        not null references partner,
    account_id    text        not null,
    ordering_key  text        not null, -- rows of one key are announced in order
    type          text        not null,
    subject       text        not null,
    data          jsonb       not null,
    occurred_at   timestamptz not null,
    batch         uuid,
    announced_at  timestamptz,
    feed_position bigint unique,
    parked_reason text
);
create index outbox_pending on outbox (id) where announced_at is null and parked_reason is null;
