-- When the webhook took in the first notification that is not fulfilled yet. Measured (docs/observability.md), never acted on.
alter table scan_order add column awaited_since timestamptz;
