-- API keys: only a keyed hash is kept.
create table api_key (
    id         text primary key,      -- the public part, shown in lists and logs
    partner_id text        not null references partner,
    hash       bytea       not null,
    name       text        not null,
    scopes     text[]      not null,
    accounts   text[],                -- null: every account of the partner
    created_at timestamptz not null,
    expires_at timestamptz,
    revoked_at timestamptz
);
