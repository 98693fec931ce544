-- An endpoint's deliveries, by state: a rare one is found without walking past the others. Those of an event are found by its position.

create index delivery_log_of_state on delivery (endpoint_id, state, id);
drop index delivery_log;
create index announced_event_by_id on announced_event (event_id);
