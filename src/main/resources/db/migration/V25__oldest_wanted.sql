-- The age of the oldest order that waits, read from one end.
create index scan_order_oldest on scan_order (lane, wanted_at) where done < wanted and state <> 'parked';
