-- Partners, the accounts they pair to, and the sealed tokens of the doctors who granted access.
create table partner (
    id         text primary key,
    name       text        not null,
    created_at timestamptz not null default now()
);
insert into partner (id, name) values ('default', 'Default partner');

-- A known text under each key that has sealed something: a keyset that lacks one of them stops the start.
create table keyset_canary (
    purpose text  not null,
    key_id  int   not null,
    proof   bytea not null,
    primary key (purpose, key_id)
);

create table pairing (
    partner_id       text        not null references partner,
    account_id       text        not null,
    status           text        not null check (status in ('pending', 'active', 'attention', 'ending', 'ended')),
    attention_reason text,                        -- constant words
    region           text,
    directory        text,                        -- JSON: what Discovery told last; used when it does not answer
    paired_at        timestamptz,
    refreshed_at     timestamptz,
    changes          bigint      not null,        -- of the status
    changed_at       timestamptz not null,
    primary key (partner_id, account_id)
);

-- One doctor's tokens for one account. An account may have several; a dead one has no tokens.
create table access_grant (
    id                uuid primary key,
    partner_id        text        not null,
    account_id        text        not null,
    status            text        not null check (status in ('live', 'dead')),
    version           bigint      not null,       -- of the tokens; grows with every new set
    access_token      bytea,                      -- sealed as grant:<id>:access
    refresh_token     bytea,                      -- sealed as grant:<id>:refresh
    access_expires_at timestamptz not null,
    renewal_sent      bigint,                     -- the version last sent to Align for renewal, written before it is sent
    lease_owner       uuid,
    lease_until       timestamptz,
    created_at        timestamptz not null,
    foreign key (partner_id, account_id) references pairing,
    check ((status = 'live') = (access_token is not null and refresh_token is not null))
);
create index access_grant_account on access_grant (partner_id, account_id) where status = 'live';

-- A walk through Align's login, from the redirect to the choice of an account. Lives for minutes.
create table authorization_attempt (
    id                uuid primary key,
    partner_id        text        not null references partner,
    state_hash        bytea       not null unique,
    verifier          bytea,                      -- sealed as attempt:<id>:verifier; gone once used
    used_at           timestamptz,
    access_token      bytea,                      -- sealed as attempt:<id>:access; of the first token set
    refresh_token     bytea,                      -- sealed as attempt:<id>:refresh
    access_expires_at timestamptz,
    directory         text,
    expires_at        timestamptz not null
);
create index authorization_attempt_expiry on authorization_attempt (expires_at);

-- Generations of callback keys. The keys themselves are not stored: they prove themselves by their tag.
create table callback_key (
    partner_id text        not null references partner,
    account_id text        not null default '',   -- '': the partner's own, for the URL registered at Align
    generation int         not null,
    created_at timestamptz not null,
    seen_at    timestamptz,
    revoked_at timestamptz,                       -- refused from then on; may lie ahead
    primary key (partner_id, account_id, generation)
);
create index callback_key_revoked on callback_key (partner_id, account_id, generation) where revoked_at is not null;

-- Tokens that Align still has to be told to forget. A row goes, with its tokens, when they are dead.
create table token_farewell (
    id                uuid primary key,
    partner_id        text        not null references partner,
    account_id        text,                       -- null: of an attempt that was never paired
    unpair            boolean     not null,
    access_token      bytea       not null,       -- sealed as farewell:<id>:access
    refresh_token     bytea,                      -- sealed as farewell:<id>:refresh
    access_expires_at timestamptz not null,
    directory         text        not null,
    failures          int         not null default 0,
    due_at            timestamptz not null,
    give_up_at        timestamptz not null        -- no token lives as long; the row goes then in any case
);
create index token_farewell_due on token_farewell (due_at);
create index token_farewell_account on token_farewell (partner_id, account_id);
