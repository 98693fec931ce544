-- Assigning an event to a batch changes nothing that is indexed and finds room on its page, so that no index has to be written. The relay has
-- the ids of what it announces, and the few events of a key are found by outbox_key.
-- next_delivery() is called by the version before alone, and goes once nobody runs it any more.
alter table outbox drop constraint outbox_batch_fkey;
drop index outbox_batch;
drop index outbox_unannounced;
alter table outbox set (fillfactor = 50);
