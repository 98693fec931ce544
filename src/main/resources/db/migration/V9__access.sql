-- Keys: who answers for one, when it was last used, and whose place it takes.
alter table api_key
    add column owner        text,
    add column last_used_at timestamptz,                   -- to the minute
    add column rotates      text references api_key,       -- the key whose place it takes
    add column retires_at   timestamptz;                   -- a successor exists: good until then, if not over earlier
update api_key set owner = 'unknown';
alter table api_key alter column owner set not null;
create index api_key_rotates on api_key (rotates) where rotates is not null;
