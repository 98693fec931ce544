-- An order is work while done < wanted (docs/adr: an order is work while it is wanted). One row per RX of a partner's account.
create table scan_order (
    id                 uuid primary key,
    partner_id         text        not null references partner,
    account_id         text        not null,
    rx_id              text        not null,
    state              text        not null default 'waiting'
        check (state in ('waiting', 'ready', 'parked', 'withdrawn')),
    lane               smallint    not null default 0, -- 0: live notifications; 1: back-fill, sweep, redrive

    wanted             bigint      not null default 0,
    done               bigint      not null default 0,
    due_at             timestamptz not null,
    failures           int         not null default 0, -- rungs of the ladder used since the last success
    failure            text,                           -- class and constant reason of the last failure; no foreign text
    failed_at          timestamptz,
    absent_since       timestamptz,                    -- notified, but Align does not show the order or its artifacts yet

    incomplete_since   timestamptz,                    -- waits since then for a file that can't be had

    lease_token        bigint      not null default 0, -- grows on every take-over
    lease_owner        text,
    lease_until        timestamptz,

    latest_revision    int         not null default 0,

    -- what Align says of it, as of the last look; names and chart number sealed
    vendor_order_id    text,
    vendor_status      text,
    doctor_id          text,
    procedure_name     text,
    scanned_at         timestamptz,
    modified_at        timestamptz,
    patient_id         text,
    patient_first_name bytea,
    patient_last_name  bytea,
    chart_number       bytea,
    chart_number_index bytea,                          -- keyed: finds a chart number without opening any
    seen_at            timestamptz,

    reference          text,                           -- the DPMS's own, opaque
    origin             text        not null default 'unsolicited' check (origin in ('pushed', 'unsolicited')),
    notified_at        timestamptz,
    created_at         timestamptz not null,
    -- The earlier of: first scanned, first heard of. It only ever moves back, so a reader who goes from new to old skips nothing.
    dated_at           timestamptz not null default now(),
    -- When the transaction of the last change began, by the database's clock (docs/adr: reading changes without gaps).
    changed_at         timestamptz not null,
    unique (partner_id, account_id, rx_id)
);
create index scan_order_due on scan_order (lane, partner_id, account_id, due_at)
    where done < wanted and state <> 'parked';
create index scan_order_unseen on scan_order (partner_id, account_id)
    where absent_since is not null and latest_revision = 0;
create index scan_order_leased on scan_order (lease_until) where lease_owner is not null;
-- The catalogue's questions: newest first, or changes in their order; each for a partner or one of its accounts.
create index scan_order_dated on scan_order (partner_id, dated_at desc, id desc);
create index scan_order_account_dated on scan_order (partner_id, account_id, dated_at desc, id desc);
create index scan_order_status on scan_order (partner_id, vendor_status, dated_at desc, id desc);
create index scan_order_state on scan_order (partner_id, state, dated_at desc, id desc);
create index scan_order_changed on scan_order (partner_id, changed_at, id);
create index scan_order_account_changed on scan_order (partner_id, account_id, changed_at, id);
create index scan_order_rx on scan_order (rx_id);
create index scan_order_reference on scan_order (partner_id, reference) where reference is not null;
create index scan_order_chart on scan_order (partner_id, chart_number_index) where chart_number_index is not null;

create table revision (
    order_id     uuid        not null references scan_order,
    number       int         not null,
    fingerprint  text        not null, -- under the rule of that version
    rule_version int         not null,
    complete     boolean     not null,
    unpacked     text        not null check (unpacked in ('complete', 'none', 'refused')),
    refusal      text,                 -- why a zip was kept whole: one constant word
    attempt_id   uuid        not null,
    stored_at    timestamptz not null,
    primary key (order_id, number)
);

create table artifact (
    id           uuid primary key,
    order_id     uuid   not null,
    revision     int    not null,
    position     int    not null,     -- stable order within the revision
    container_id uuid,                -- the zip it came out of
    kind         text   not null,     -- archive | mesh | image | rx | metadata | margin | texture | unknown
    role         text,
    jaw          text check (jaw in ('upper', 'lower')),
    media_type   text   not null,
    size_bytes   bigint not null,
    sha256       bytea  not null,
    content_hash bytea  not null,     -- digest under the fingerprint's rule
    volatile     boolean not null default false,
    bucket       text   not null,
    object_key   text   not null,
    vendor_name  bytea,               -- sealed: may hold a patient's name
    unique (order_id, revision, position),
    foreign key (order_id, revision) references revision (order_id, number)
);

-- Each attempt writes under its own prefix; only a committed one is visible. The sweeper revokes, then removes.
create table attempt (
    id          uuid primary key,     -- also the random part of its prefix
    order_id    uuid        not null references scan_order,
    lease_token bigint      not null,
    owner       text        not null,
    bucket      text        not null,
    prefix      text        not null,
    state       text        not null check (state in ('open', 'committed', 'revoked', 'swept')),
    started_at  timestamptz not null,
    ended_at    timestamptz,
    look_at     timestamptz not null,  -- revoked: when the sweeper looks under the prefix again
    clean_since timestamptz            -- revoked: nothing was found under it since
);
create index attempt_open on attempt (order_id) where state = 'open';
create index attempt_to_sweep on attempt (look_at) where state = 'revoked';
create index attempt_of_order on attempt (order_id);

create table timeline (
    id       bigint generated always as identity primary key,
    order_id uuid        not null references scan_order,
    at       timestamptz not null,
    what     text        not null,    -- notified | fetched | stored | announced | unchanged | failed | parked | ...
    cause    text,                    -- constant words, never foreign text
    revision int
);
create index timeline_of_order on timeline (order_id, id);
