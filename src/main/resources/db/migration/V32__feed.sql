-- What was announced is read by partners: as a feed, and for deliveries. Positions only grow, and become visible in their order.

-- Events without an order (of pairings, of endpoints) are kept beside the outbox as well, for as long as the feed goes back.
alter table announced_event alter column order_id drop not null;

create index outbox_feed on outbox (partner_id, feed_position) where feed_position is not null;
create index outbox_feed_account on outbox (partner_id, account_id, feed_position) where feed_position is not null;
create index announced_event_feed on announced_event (partner_id, feed_position);
create index announced_event_feed_account on announced_event (partner_id, account_id, feed_position);
create index announced_event_without_order on announced_event (announced_at) where order_id is null;

-- Events at this position and before it may be gone.
alter table relay_lease add column feed_complete_after bigint not null default 0;
