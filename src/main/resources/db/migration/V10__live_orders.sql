-- Whether an order of Align's is one of this account, by Align's own id.
create index scan_order_vendor on scan_order (partner_id, account_id, vendor_order_id) where vendor_order_id is not null;
