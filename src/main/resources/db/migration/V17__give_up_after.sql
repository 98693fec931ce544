-- Since when an order is wanted: notified last, as a rule. How long it is tried runs from then.
alter table scan_order add column wanted_at timestamptz;
update scan_order set wanted_at = coalesce(notified_at, created_at) where done < wanted;
create index scan_order_parked on scan_order (failure) where state = 'parked'; -- counted for alerts
