-- Erasure of a patient's data on request, what is barred for ever because of it, and holds that forbid it (docs/privacy.md).

-- Erased: on request, for good. Expired: its time of keeping was over; a new scan of it brings it back.
alter table scan_order drop constraint scan_order_state_check;
alter table scan_order add constraint scan_order_state_check
    check (state in ('requested', 'waiting', 'ready', 'parked', 'withdrawn', 'erased', 'expired')) not valid;

-- Where the orders, requests and events of a patient or an order are found.
create index scan_order_patient on scan_order (partner_id, account_id, lower(patient_id)) where patient_id is not null;
create index scan_request_patient on scan_request (partner_id, account_id, lower(patient_id)) where patient_id is not null;
create index outbox_key on outbox (ordering_key);
create index announced_event_parked on announced_event (ordering_key) where order_id is null;

-- Somebody asks for an erasure. Who the patient is stands here sealed until it is done.
create table erasure (
    id            uuid primary key,
    partner_id    text        not null references partner,
    account_id    text        not null,
    order_id      uuid,                       -- of one order alone; else of a patient
    patient_id    bytea,                      -- sealed: Align's; gone once it is done
    patient_index bytea,                      -- keyed: tells whether it is the same patient
    state         text        not null check (state in ('running', 'held', 'done')),
    asked_by      text        not null,       -- the public part of the key, or the token's subject
    asked_at      timestamptz not null,
    due_at        timestamptz not null,       -- when a process may go on with it; moved on by whoever takes it
    ended_at      timestamptz,
    check ((state = 'done') = (ended_at is not null)),
    check ((order_id is null) = (patient_index is not null))
);
create index erasure_due on erasure (due_at) where ended_at is null;
create unique index erasure_of_patient on erasure (partner_id, account_id, patient_index) where ended_at is null and order_id is null;
create unique index erasure_of_order on erasure (order_id) where ended_at is null and order_id is not null;

-- Tombstones. They name no patient and outlive everything; each is told the object store, too, so that it outlives the database.
create table erased_patient (
    partner_id    text        not null,
    account_id    text        not null,
    patient_index bytea       not null,       -- keyed
    erased_at     timestamptz not null,       -- orders known, or scanned, up to then are barred
    erased_by     text        not null,
    stored_at     timestamptz,                -- in the object store
    primary key (partner_id, account_id, patient_index)
);
create index erased_patient_to_store on erased_patient (erased_at) where stored_at is null;

create table erased_order (
    order_id      uuid primary key,
    partner_id    text        not null,
    account_id    text        not null,
    rx_id         text        not null,
    patient_index bytea,                      -- keyed; null: the order was erased alone
    erasure_id    uuid,                       -- null: erased again, by the tombstone in the object store
    erased_at     timestamptz not null,
    erased_by     text        not null,
    stored_at     timestamptz                 -- in the object store
);
create unique index erased_order_rx on erased_order (partner_id, account_id, rx_id);
create index erased_order_of on erased_order (erasure_id);
create index erased_order_to_store on erased_order (erased_at) where stored_at is null;

-- Orders, erased or expired, whose objects are to be removed. A row goes when they are.
create table objects_to_remove (
    order_id uuid primary key,
    due_at   timestamptz not null
);
create index objects_to_remove_due on objects_to_remove (due_at);
create table erased_object (
    order_id   uuid not null references objects_to_remove on delete cascade,
    store      text not null,
    bucket     text not null,
    object_key text not null,
    primary key (order_id, store, bucket, object_key)
);

-- What must not be erased, of an order or of a patient, and why.
create table legal_hold (
    id         uuid primary key,
    partner_id text        not null references partner,
    account_id text        not null,
    order_id   uuid,
    patient_id text,                          -- Align's; gone once it is lifted
    reason     text        not null check (reason in ('litigation', 'authority', 'complaint', 'insurance', 'other')),
    reference  bytea,                         -- sealed: the file number of whoever asked for it; it may hold a name
    set_by     text        not null,
    set_at     timestamptz not null,
    lifted_by  text,
    lifted_at  timestamptz,
    check ((lifted_at is null) = (lifted_by is null)),
    check (order_id is not null or patient_id is not null or lifted_at is not null)
);
create index legal_hold_of_account on legal_hold (partner_id, account_id, set_at desc, id desc);
create index legal_hold_of_order on legal_hold (order_id) where lifted_at is null and order_id is not null;
create index legal_hold_of_patient on legal_hold (partner_id, account_id, lower(patient_id)) where lifted_at is null and patient_id is not null;
