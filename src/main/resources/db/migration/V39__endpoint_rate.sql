-- How many deliveries of an endpoint may begin in a second, and how many did.

alter table endpoint
    add column per_second int check (per_second between 1 and 1000), -- null: as many as it takes at once
    add column rate_at    timestamptz,                               -- the second that is counted
    add column rate_used  int not null default 0;

-- As before, but as many again as are under way may be claimed, to go on with at once when one ends.
create or replace function next_delivery(of endpoint) returns timestamptz language sql stable as $$
    select case
        when of.failing_since is not null and of.probe is not null then
            (select greatest(d.due_at, coalesce(d.lease_until, d.due_at)) from delivery d where d.id = of.probe and d.state = 'due')
        when (select count(*) from delivery d where d.endpoint_id = of.id and d.lease_until > now()) >= 2 * of.concurrency - 1 then
            (select min(d.lease_until) from delivery d where d.endpoint_id = of.id and d.lease_until is not null)
        else least(
            (select d.due_at from delivery d where d.endpoint_id = of.id and d.state = 'due' and d.lease_until is null
              order by d.due_at limit 1),
            (select min(d.lease_until) from delivery d where d.endpoint_id = of.id and d.lease_until is not null))
        end
$$;
