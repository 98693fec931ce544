-- What is stored of an account's zips (docs/storage.md); null: as scanrelay.store.keep says.
alter table pairing add column keep text check (keep in ('zip', 'entries', 'both'));
