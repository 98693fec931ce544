-- Whom events are delivered to, and what they are signed with.
create table endpoint (
    id              uuid primary key,
    partner_id      text        not null references partner,
    url             bytea       not null,               -- sealed: it may hold a secret
    accounts        text[]      not null,               -- empty: all of the partner's
    types           text[]      not null,               -- empty: all
    description     text,
    payload         text        not null check (payload in ('id-only', 'full')),
    concurrency     int         not null check (concurrency between 1 and 100),
    enabled         boolean     not null,
    disabled_reason text check (disabled_reason in ('by-hand', 'gone', 'asked', 'failing')),
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    version         bigint      not null default 1,
    check (enabled = (disabled_reason is null))
);
create index endpoint_of_partner on endpoint (partner_id, id);

create table endpoint_secret (
    id          uuid primary key,
    endpoint_id uuid        not null references endpoint on delete cascade,
    kind        text        not null check (kind in ('hmac', 'ed25519')),
    secret      bytea       not null, -- sealed
    public_key  bytea,                -- of ed25519
    created_at  timestamptz not null,
    expires_at  timestamptz           -- null: the current one of its kind
);
create index endpoint_secret_of on endpoint_secret (endpoint_id, created_at);
create unique index endpoint_secret_current on endpoint_secret (endpoint_id, kind) where expires_at is null;
