-- Who did what to whom. Rows are written once; the chainer alone adds the number and the hash, retention alone removes.

create table audit_record (
    id         bigint generated always as identity primary key,
    at         timestamptz not null,
    request_id uuid        not null,
    phase      text        not null check (phase in ('begun', 'ended')), -- begun: written before a write goes out
    action     text        not null,
    actor_kind text        not null check (actor_kind in ('key', 'token', 'nobody')),
    actor_id   text        not null,                    -- of a key its public part; of a token its subject; '' of nobody
    partner_id text        not null,                    -- '' of nobody. No reference: the record outlives what it tells of
    result     text check (result in ('ok', 'refused', 'not-found', 'failed')),
    status     int,
    number     bigint unique,                           -- in the chain, without gaps; null until chained
    hash       bytea check (length(hash) = 32),
    check ((phase = 'ended') = (result is not null and status is not null)),
    check ((number is null) = (hash is null))
);
create index audit_record_unchained on audit_record (id) where number is null;
create index audit_record_partner on audit_record (partner_id, at, id);
create index audit_record_actor on audit_record (partner_id, actor_id, at, id);

-- What a record is about. Ids only: nothing here is touched when a patient is erased.
create table audit_subject (
    record_id  bigint      not null references audit_record on delete cascade,
    kind       text        not null check (kind in ('account', 'order', 'patient', 'key')),
    subject_id text        not null,
    at         timestamptz not null,                    -- the record's own, so that one index answers "who saw it"
    primary key (record_id, kind, subject_id)
);
create index audit_subject_seen on audit_subject (kind, subject_id, at, record_id);

-- The end of the chain. Whoever lengthens it locks the row, so it can't fork; the lease only saves the others the work.
create table audit_chain (
    only_row boolean primary key default true check (only_row),
    owner    text,
    until    timestamptz not null default '-infinity',
    number   bigint      not null default 0,
    hash     bytea       not null default decode(repeat('00', 32), 'hex') check (length(hash) = 32)
);
insert into audit_chain default values;

-- Signed statements: "the chain had this hash at this number"; an anchor says too that all up to it was removed as it was too old.
create table audit_head (
    kind        text        not null check (kind in ('head', 'anchor')),
    number      bigint      not null,
    hash        bytea       not null check (length(hash) = 32),
    at          timestamptz not null,
    signature   bytea       not null,
    exported_at timestamptz,
    primary key (number, kind)
);
create index audit_head_unexported on audit_head (number) where exported_at is null;
