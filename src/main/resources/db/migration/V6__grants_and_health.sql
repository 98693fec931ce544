-- Renewal without traffic, what is known of the tokens' end, health of pairings, and token sets that wait to be taken over.
alter table access_grant
    add column born_at    timestamptz,  -- when Align issued the first of these tokens; an absolute life counts from here
    add column renewed_at timestamptz,  -- when it issued the last of them; an idle life counts from here
    add column renew_at   timestamptz;  -- when they are renewed though nobody calls
update access_grant set born_at = created_at, renewed_at = created_at, renew_at = access_expires_at;
alter table access_grant
    alter column born_at set not null,
    alter column renewed_at set not null,
    alter column renew_at set not null;
create index access_grant_to_renew on access_grant (renew_at) where status = 'live';

-- What is noted of a pairing beside its state; apart from it, so that noting waits for nobody.
create table pairing_health (
    partner_id  text not null,
    account_id  text not null,
    called_at   timestamptz,            -- about the last call that Align answered, to the minute
    notified_at timestamptz,            -- about the last notification, to the minute
    expiry_told int,                    -- days ahead of their end at which it was last told that the tokens will end
    primary key (partner_id, account_id),
    foreign key (partner_id, account_id) references pairing
);

-- Token sets handed over by a partner that moves here. A row goes when the account is paired with it or Align refuses it.
create table token_import (
    id                uuid primary key,
    partner_id        text        not null references partner,
    account_id        text        not null,
    access_token      bytea,              -- sealed as import:<id>:access; from our own refresh
    refresh_token     bytea       not null, -- sealed as import:<id>:refresh
    access_expires_at timestamptz,
    directory         text,
    sent              boolean     not null, -- this refresh token was sent to Align and no answer came
    failures          int         not null,
    due_at            timestamptz not null,
    created_at        timestamptz not null,
    unique (partner_id, account_id)
);
create index token_import_due on token_import (due_at);
