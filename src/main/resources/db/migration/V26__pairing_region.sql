-- Whether there is more than one region is looked up whenever orders are taken: the first and the last of this index.
create index pairing_region on pairing (region) where region is not null;
