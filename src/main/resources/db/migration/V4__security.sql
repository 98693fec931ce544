-- API keys: of the secret only its SHA-256 is kept.
create table api_key (
    id         text primary key,      -- the public part, shown in lists and logs
    partner_id text        not null references partner,
    hash       bytea       not null check (length(hash) = 32),
    name       text        not null,
    scopes     text[]      not null check (cardinality(scopes) > 0),
    accounts   text[],                -- null: every account of the partner
    created_at timestamptz not null,
    expires_at timestamptz,
    revoked_at timestamptz
);
create index api_key_partner on api_key (partner_id, created_at);
