-- Orders that a hold of their patient keeps although the vendor says by now that they are another's: it merges patients.
create table held_order (
    order_id uuid not null references scan_order on delete cascade,
    hold_id  uuid not null references legal_hold on delete cascade,
    primary key (order_id, hold_id)
);
