package dev.scanrelay.fetch;

/** The statements of {@link Leases}. Their predicates repeat those of the partial indexes on purpose. */
final class LeaseSql {

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
                select o.id from scan_order o join fair using (id) cross join regions
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
                      o.trace_parent""";

    static final String RENEW = """
            update scan_order
               set lease_until = clock_timestamp() + :term * interval '1 millisecond'
             where id in (:ids) and lease_owner = :owner
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

    private LeaseSql() {}
}
