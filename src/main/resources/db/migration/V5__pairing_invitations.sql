-- Invitations for clinics, the browsers that walk through them, and what was said of an account's patients.

-- The invitation itself is a token that proves itself; it is not stored. One pairing comes of it at most.
create table pairing_invitation (
    id            uuid primary key,
    partner_id    text        not null references partner,
    label         text        not null,           -- for people, of the partner's choosing
    account_id    text,                           -- the only account that may be chosen, if one is named
    return_url    text,                           -- a link back, on the installation's list
    created_by    text        not null,           -- public part of the API key
    created_at    timestamptz not null,
    expires_at    timestamptz not null,
    withdrawn_at  timestamptz,
    spent_at      timestamptz,
    spent_for     text,                           -- the account that was paired
    claimed_until timestamptz,                    -- a browser is pairing with it; past when that process died
    check ((spent_at is null) = (spent_for is null))
);
create index pairing_invitation_partner on pairing_invitation (partner_id, created_at desc, id desc);
create index pairing_invitation_expiry on pairing_invitation (expires_at);

-- One browser on its way through an invitation. Lives for minutes.
create table pairing_visit (
    id            uuid primary key,
    browser_hash  bytea       not null unique,    -- SHA-256 of the cookie
    partner_id    text        not null references partner,
    invitation_id uuid        not null references pairing_invitation on delete cascade,
    attempt_id    uuid        not null unique,    -- its login; gone once paired
    account_id    text,                           -- once paired
    expires_at    timestamptz not null
);
create index pairing_visit_expiry on pairing_visit (expires_at);
create index pairing_visit_invitation on pairing_visit (invitation_id);

-- Where a login that a program began sends the user afterwards; on the installation's list.
alter table authorization_attempt add column return_url text;

-- What Align said of an account's patients before its integration starts. Counts only: who they are is asked for anew.
create table pairing_warnings (
    partner_id     text        not null,
    account_id     text        not null,
    result         text        not null check (result in ('none', 'found', 'not-checked')),
    shared         int         not null,          -- chart numbers that several patients have
    missing        int         not null,          -- patients without one
    checked_at     timestamptz not null,
    settled_at     timestamptz,                   -- acknowledged, or nothing to acknowledge: the pairing is pending no more
    settled_by     text,                          -- the API key, or 'visit' for the clinic's user; null if nobody had to
    primary key (partner_id, account_id),
    foreign key (partner_id, account_id) references pairing
);

-- Pairings from before were in use already.
insert into pairing_warnings (partner_id, account_id, result, shared, missing, checked_at, settled_at)
select partner_id, account_id, 'not-checked', 0, 0, changed_at, changed_at from pairing where paired_at is not null;
