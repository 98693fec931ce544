package dev.scanrelay.fetch;

/** The statements of {@link Leases}. Their predicates repeat those of the partial indexes on purpose. */
final class LeaseSql {

    /**
     * From when on the files could be had, as far as we know: from the notification, from the last time we saw that Align or the clinic did
     * not let us, or from when the clinic signed in.
     */
    private static final String AWAITED = """
            case when o.awaited_since is not null then greatest(
                     o.awaited_since, case when o.failure ~ :others then o.failed_at end,
                     (select max(g.created_at) from access_grant g
                       where g.partner_id = o.partner_id and g.account_id = o.account_id and g.status = 'live')) end""";

    /**
     * Walks the accounts that have work by skipping through the index, looks at no more orders of each than its share, and
     * takes them in turns: every account's first, then every account's second. Accounts that need attention, that Align wants left alone, or
     * whose region is out are passed over. No region holds more than its share of this process, unless it is the only one. The row lock
     * re-checks what the walk saw.
     */
    static final String TAKE = """
            with recursive account as (
                (select partner_id, account_id from scan_order
                  where lane = :lane and done < wanted and state <> 'parked'
                  order by partner_id, account_id limit 1)
                union all
                select next.partner_id, next.account_id
                  from account cross join lateral (
                    select partner_id, account_id from scan_order
                     where lane = :lane and done < wanted and state <> 'parked'
                       and (partner_id, account_id) > (account.partner_id, account.account_id)
                     order by partner_id, account_id limit 1) next
            ), busy as (
                select partner_id, account_id, count(*) as leases from scan_order
                 where lease_owner is not null and lease_until > clock_timestamp() and lane = :lane
                 group by partner_id, account_id
            ), mine as (
                select p.region, count(*) as leases
                  from scan_order o join pairing p using (partner_id, account_id)
                 where o.lease_owner = :owner and o.lease_until > clock_timestamp() and o.lane = :lane
                 group by p.region
            ), regions as (
                select min(region) < max(region) as several from pairing where region is not null
            ), candidate as (
                select waiting.id, waiting.due_at, place.region,
                       coalesce(busy.leases, 0)
                           + row_number() over (partition by partner_id, account_id order by waiting.due_at) as turn
                  from account left join busy using (partner_id, account_id)
                  left join pairing place using (partner_id, account_id)
                 cross join lateral (
                    select id, due_at from scan_order o
                     where o.lane = :lane and o.done < o.wanted and o.state <> 'parked'
                       and o.partner_id = account.partner_id and o.account_id = account.account_id
                       and o.due_at <= clock_timestamp()
                       and (o.lease_owner is null or o.lease_until <= clock_timestamp())
                     order by o.due_at limit :perAccount) waiting
                 where not exists (
                    select 1 from pairing p left join region_breaker b on b.region = p.region
                     where p.partner_id = account.partner_id and p.account_id = account.account_id
                       and (p.status = 'attention' or b.until > clock_timestamp()))
                   and not exists (
                    select 1 from account_pause q
                     where q.partner_id = account.partner_id and q.account_id = account.account_id
                       and q.until > clock_timestamp())
            ), fair as (
                select candidate.*,
                       coalesce(mine.leases, 0)
                           + row_number() over (partition by candidate.region order by turn, due_at) as of_region
                  from candidate left join mine on mine.region = candidate.region
                 where turn <= :perAccount
            ), chosen as (
                select o.id, fair.region from scan_order o join fair using (id) cross join regions
                 where (fair.of_region <= :perRegion or fair.region is null or not regions.several)
                   and o.done < o.wanted and o.state <> 'parked'
                   and (o.lease_owner is null or o.lease_until <= clock_timestamp())
                 order by fair.turn, fair.due_at limit :atMost
                   for update of o skip locked
            )
            update scan_order o
               set lease_token = lease_token + 1, lease_owner = :owner,
                   lease_until = clock_timestamp() + :term * interval '1 millisecond'
              from chosen where o.id = chosen.id
            returning o.id, o.partner_id, o.account_id, o.rx_id, o.lease_token, o.wanted, o.failures,
                      cast(extract(epoch from clock_timestamp() - coalesce(o.wanted_at, o.created_at)) as bigint),
                      coalesce(o.incomplete_since <= clock_timestamp() - :patience * interval '1 millisecond', false),
                      o.trace_parent, chosen.region,
                      cast(extract(epoch from clock_timestamp() - %s) as double precision)""".formatted(AWAITED);

    static final String RENEW = """
            update scan_order
               set lease_until = clock_timestamp() + :term * interval '1 millisecond'
             where id = any(cast(string_to_array(:ids, ',') as uuid[])) and lease_owner = :owner
            returning id, lease_token""";

    static final String RELEASE = """
            update scan_order set lease_owner = null, lease_until = null, due_at = clock_timestamp()
             where id = :id and lease_token = :token""";

    static final String DUE = """
            select count(*) from (
                select 1 from scan_order
                 where lane = :lane and done < wanted and state <> 'parked' and due_at <= clock_timestamp()
                   and (lease_owner is null or lease_until <= clock_timestamp())
                 limit :upTo) due""";

    /** Given-up orders by the class of their failure. */
    static final String PARKED = """
            select split_part(coalesce(failure, ''), ':', 1) as kind, count(*) as orders
              from scan_order where state = 'parked' group by 1""";

    static final String OLDEST = """
            select coalesce(cast(extract(epoch from clock_timestamp() - min(wanted_at)) as bigint), 0) from scan_order
             where lane = :lane and done < wanted and state <> 'parked'""";

    /**
     * Notifications that waited for longer than promised, by region. What waits for Align or the clinic is not late before its next try is;
     * nothing is where no call may leave.
     */
    static final String LATE = """
            with late as (
                select o.partner_id, o.account_id from scan_order o
                 where o.lane = 0 and o.done < o.wanted and o.state <> 'parked'
                   and o.awaited_since < clock_timestamp() - :promise * interval '1 millisecond'
                   and (o.failure is null or o.failure !~ :others or o.due_at < clock_timestamp() - :promise * interval '1 millisecond')
                 limit 10000
            ), counted as (
                select p.region, count(*) as orders
                  from late join pairing p using (partner_id, account_id) left join region_breaker b on b.region = p.region
                 where p.status <> 'attention' and (b.until is null or b.until <= clock_timestamp())
                   and not exists (
                    select 1 from account_pause q
                     where q.partner_id = p.partner_id and q.account_id = p.account_id and q.until > clock_timestamp())
                 group by p.region
            )
            select region, coalesce(max(orders), 0) from (
                select region, orders from counted
                union all select distinct region, 0 from pairing where region is not null) regions
             where region is not null group by region""";

    private LeaseSql() {}
}
