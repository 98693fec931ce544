-- Whom at Align all processes leave alone for now (docs/adr: one breaker for a region). Times are by the database's clock.

-- A region that is out: nobody asks before the time; then one call may try, and each that fails doubles the time.
create table region_breaker (
    region    text primary key,
    opened_at timestamptz not null,
    until     timestamptz not null,
    probes    int         not null default 0 -- that failed
);

-- An account for which Align answered 429.
create table account_pause (
    partner_id text        not null,
    account_id text        not null,
    until      timestamptz not null,
    primary key (partner_id, account_id)
);
