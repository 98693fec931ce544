-- Notifications that Kafka did not take, until it does. A row holds what the Kafka record holds and nothing more.
create table notification_spool (
    id            bigint generated always as identity primary key,
    record_key    text not null,
    record_value  text not null,
    spooled_at    timestamptz not null default clock_timestamp(),
    claimed_until timestamptz not null default '-infinity' -- who sends it to Kafka now has until then
);
-- It is emptied as fast as it is filled: its dead rows must not wait for a fifth of its largest size.
alter table notification_spool set (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 1000);
