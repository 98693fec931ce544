-- Who made an order wanted, and who brought each revision of it (docs/reconcile.md). Empty, it was a notification: no row is rewritten.
alter table scan_order
    add column found_by  text,        -- who wanted it first: notification | sweep | backfill | import | redrive
    add column wanted_by text,        -- who wanted what is wanted now
    add column offer     text,        -- digest of the ids and types of the files that Align offered, as of seen_at
    add column swept_sign text,       -- what a sweep last saw when it had the order fetched
    add column swept_at  timestamptz, -- and when
    add column asked_at  timestamptz, -- when Align last showed the order, in a list or alone, the same as we have it
    add column ask_failed_at timestamptz, -- when it was last asked for alone and not given, if it was not since
    add column ask_failure   text;        -- why, one constant word

alter table revision add column found_by text;

-- One row for each kind of sweep of a pairing. A run goes on from its cursor; only a complete one moves the mark.
create table sweep (
    partner_id  text        not null,
    account_id  text        not null,
    kind        text        not null check (kind in ('recent', 'month', 'backfill', 'single', 'deep')),
    since       timestamptz not null,           -- what did not change since then is older than the pairing
    mark        timestamptz,                    -- when the last complete run began, by our clock
    due_at      timestamptz not null,           -- infinity: never again
    lease_owner text,
    lease_until timestamptz,
    lease_token bigint      not null default 0, -- grows on every take-over
    run_at      timestamptz,                    -- when the run under way began, by our clock
    run_from    timestamptz,                    -- from when it asks
    cursor      text,                           -- where it goes on; sealed with its question
    trail       text        not null default '', -- what it remembers of pages, to tell a list without an end
    pages       bigint      not null default 0, -- of the run under way or the last one
    listed      bigint      not null default 0,
    found       bigint      not null default 0, -- orders that it had fetched
    idle        int         not null default 0, -- complete runs in a row that found nothing
    failures    int         not null default 0, -- in a row
    failure     text,                           -- one constant word
    failed_at   timestamptz,                    -- by the database's clock
    failed_page bigint      not null default 0, -- how many pages it had read then: failures are over once it is past it
    answered_at timestamptz,                    -- when Align last gave it something, by the database's clock
    ended_at    timestamptz,                    -- of the last complete run, by our clock
    primary key (partner_id, account_id, kind),
    foreign key (partner_id, account_id) references pairing
);
create index sweep_due on sweep (due_at);
create index revision_stored on revision (stored_at);
