-- Partners, the accounts they pair to, and the sealed tokens of the doctors who granted access.
create table partner (
    id         text primary key,
    name       text        not null,
    created_at timestamptz not null default now()
);
insert into partner (id, name) values ('default', 'Default partner');
