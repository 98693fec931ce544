-- What became of each announced revision in the practice software.

-- Accounts of which acknowledgements are expected: from their first one on.
create table acknowledging (
    partner_id text        not null references partner,
    account_id text        not null,
    since      timestamptz not null,
    primary key (partner_id, account_id)
);

-- The latest of each revision, or that there should be one. Earlier ones are in the timeline.
create table acknowledgement (
    id         uuid primary key,
    order_id   uuid        not null,
    revision   int         not null,
    partner_id text        not null,
    account_id text        not null,
    state      text        not null check (state in ('awaited', 'imported', 'unmatched', 'rejected')),
    since      timestamptz not null,           -- announced, or acknowledged
    open       boolean     not null,           -- somebody has to do something, and nothing newer of the order takes its place
    reason     bytea,                          -- sealed: it may hold a name
    document   text,                           -- the practice software's own, opaque
    key_id     text,                           -- who acknowledged
    unique (order_id, revision),
    foreign key (order_id, revision) references revision (order_id, number) on delete cascade,
    check ((state = 'awaited') = (key_id is null)),
    check (not open or state <> 'imported')
);
create index acknowledgement_open on acknowledgement (partner_id, state, since, id) where open;
create index acknowledgement_open_of_account on acknowledgement (partner_id, account_id, state, since, id) where open;
create index acknowledgement_open_of_all on acknowledgement (state, since) where open;

-- Up to where announced events were looked at for acknowledgements to expect.
create table acknowledge_cursor (
    only_row boolean primary key default true check (only_row),
    position bigint not null
);
insert into acknowledge_cursor (position) select feed_position from relay_lease;
