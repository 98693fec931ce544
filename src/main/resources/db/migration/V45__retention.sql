-- How long scans are kept: by account, else as the deployment says. And when who was last looked at for it.
create table retention (
    partner_id text        not null references partner,
    account_id text        not null,
    days       int check (days between 1 and 36500), -- null: for ever, whatever the deployment says
    set_by     text        not null,
    set_at     timestamptz not null,
    primary key (partner_id, account_id)
);

-- What is kept, the oldest first: a run reads no more than it removes.
create index scan_order_kept on scan_order (partner_id, account_id, changed_at)
    where state not in ('erased', 'expired') and (done >= wanted or state = 'parked');

-- One run at a time, in pages; where it stands, so that another process goes on.
create table retention_run (
    only_row   boolean primary key default true check (only_row),
    due_at     timestamptz not null default now(),
    partner_id text        not null default '',
    account_id text        not null default '',
    expired    bigint      not null default 0, -- of the run under way, or the last one
    begun_at   timestamptz,
    ended_at   timestamptz
);
insert into retention_run default values;
