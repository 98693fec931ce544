-- What is stored of an account's zips (docs/storage.md); no row: as scanrelay.store.keep says. A table of its own, as the version before
-- reads every column of pairing.
create table account_storage (
    partner_id text not null,
    account_id text not null,
    keep       text not null check (keep in ('zip', 'entries', 'both')),
    primary key (partner_id, account_id),
    foreign key (partner_id, account_id) references pairing
);
