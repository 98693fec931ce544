-- What scan requests of an account may choose from, as Align told last. It names doctors, never a patient.
create table practice_configuration (
    partner_id text        not null,
    account_id text        not null,
    body       text        not null, -- JSON of our own form
    fetched_at timestamptz not null,
    primary key (partner_id, account_id),
    foreign key (partner_id, account_id) references pairing on delete cascade
);

-- RXs pushed to Align. A row is committed as sending before the call: what became of it can be asked for, whatever dies.
create table scan_request (
    id                 uuid primary key,
    partner_id         text        not null references partner,
    account_id         text        not null,
    state              text        not null
        check (state in ('sending', 'created', 'scanned', 'withdrawn', 'refused', 'unknown', 'unresolved')),
    idempotency_key    text,                    -- the caller's, known as long as the row is kept
    content            bytea       not null,    -- sealed: what was asked for and what was sent, patient included
    chart_number_index bytea,                   -- keyed: finds a chart number without opening any
    reference          text,                    -- the practice software's own, opaque
    match              text        not null,    -- what the search for the patient found, one constant word
    candidates         text        not null,    -- JSON: Align's patient ids and why they match
    rx_id              text,                    -- once it is known
    patient_id         text,                    -- Align's
    order_id           uuid,                    -- ours
    refusal            text,                    -- JSON: status, code and detail, constant words
    evidence           text,                    -- while it is unknown: what speaks for its having arrived, one constant word
    patient_differs    text,                    -- fields in which Align's patient differs, once it is scanned
    looks              int         not null default 0,
    look_at            timestamptz not null,    -- while it is open: when to ask Align about it next
    created_at         timestamptz not null,    -- and sent
    changed_at         timestamptz not null
);
create unique index scan_request_key on scan_request (partner_id, idempotency_key) where idempotency_key is not null;
create unique index scan_request_rx on scan_request (partner_id, account_id, rx_id) where rx_id is not null;
create index scan_request_listed on scan_request (partner_id, account_id, created_at desc, id desc);
create index scan_request_state on scan_request (partner_id, account_id, state, created_at desc, id desc);
create index scan_request_reference on scan_request (partner_id, account_id, reference, created_at desc, id desc)
    where reference is not null;
create index scan_request_chart on scan_request (partner_id, account_id, chart_number_index, created_at desc, id desc)
    where chart_number_index is not null;
create index scan_request_open on scan_request (look_at) where state in ('sending', 'unknown', 'unresolved');
create index scan_request_age on scan_request (changed_at);

-- An order that a scan request makes known is requested until its scan comes.
alter table scan_order drop constraint scan_order_state_check;
alter table scan_order add constraint scan_order_state_check
    check (state in ('requested', 'waiting', 'ready', 'parked', 'withdrawn'));
alter table scan_order add column scan_request_id uuid references scan_request on delete set null;
alter table scan_order add column patient_differs text; -- null: nothing to compare with; '': the same
create index scan_order_request on scan_order (scan_request_id) where scan_request_id is not null;
