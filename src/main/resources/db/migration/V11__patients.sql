-- Orders of one account in a state or with a word of the vendor, newest first. Without them a page of a rare one reads all of the account's.
create index scan_order_account_status on scan_order (partner_id, account_id, vendor_status, dated_at desc, id desc);
create index scan_order_account_state on scan_order (partner_id, account_id, state, dated_at desc, id desc);
