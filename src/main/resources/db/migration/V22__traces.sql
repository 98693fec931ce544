-- Where the trace of a scan stands while the scan waits (W3C traceparent); empty while tracing is off.
alter table notification_spool add column trace_parent text;
alter table scan_order add column trace_parent text;
alter table outbox add column trace_parent text;
