-- Which of the configured stores holds what, and where a revision's manifest is (docs/storage.md).
alter table artifact add column store text not null default 'main';
alter table attempt add column store text not null default 'main';
alter table revision
    add column manifest_store  text, -- null: made before there were manifests
    add column manifest_bucket text,
    add column manifest_key    text;

-- Objects of an order that may be there though the catalogue does not name them: copies under way, and what was left when it moved.
create table stray_object (
    order_id   uuid        not null,
    store      text        not null,
    bucket     text        not null,
    object_key text        not null,
    left_at    timestamptz,           -- null: a copy that is not named yet
    primary key (order_id, store, bucket, object_key)
);
create index stray_object_left on stray_object (left_at) where left_at is not null;

-- Every object of an order: whoever removes an order's objects removes these.
create view order_object as
    select order_id, store, bucket, object_key from artifact
    union
    select order_id, manifest_store, manifest_bucket, manifest_key from revision where manifest_key is not null
    union
    select order_id, store, bucket, object_key from stray_object;
