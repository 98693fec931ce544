package dev.scanrelay.why;

/** The questions, each answered with rows of one JSON text, so that the service and the command read them alike. */
final class FactsSql {

    private static final String ORDERS = """
            select cast(row_to_json(fact) as text) as facts from (
                select o.id as order_id, o.rx_id, o.account_id, o.state, o.done < o.wanted as wanted, o.due_at,
                       o.lease_owner is not null and o.lease_until > clock_timestamp() as leased,
                       o.failures, o.failure, o.absent_since, o.incomplete_since, o.latest_revision, r.complete,
                       p.status as pairing, p.attention_reason, events.unannounced, events.held,
                       (select max(t.at) from timeline t
                         where t.order_id = o.id and t.what = 'announced' and t.revision = o.latest_revision) as announced_at,
                       (select min(s.due_at) from sweep s
                         where s.partner_id = o.partner_id and s.account_id = o.account_id and isfinite(s.due_at)) as sweep_at,
                       (select b.until from region_breaker b where b.region = p.region
                           and b.until > clock_timestamp() - interval '1 day') as region_out_until,
                       (select q.until from account_pause q
                         where q.partner_id = o.partner_id and q.account_id = o.account_id
                           and q.until > clock_timestamp()) as paused_until
                  from scan_order o
                  left join pairing p on p.partner_id = o.partner_id and p.account_id = o.account_id
                  left join revision r on r.order_id = o.id and r.number = o.latest_revision
                 cross join lateral (
                    select count(*) > 0 as unannounced, count(e.parked_reason) > 0 as held from outbox e
                     where e.ordering_key = o.partner_id || '/' || o.account_id || '/' || o.rx_id
                       and e.announced_at is null) events
                 where o.partner_id = :partner and %s
                   and (:accounts = '' or o.account_id = any (string_to_array(:accounts, ' ')))
                 order by o.account_id limit 50) fact""";

    static final String BY_ID = ORDERS.formatted("o.id = cast(cast(:wanted as text) as uuid)");
    static final String BY_RX = ORDERS.formatted("o.rx_id = :wanted");

    /** For an RX that no order is known of: a list of Align's would show it to a sweep that reads lists. */
    static final String REACH = """
            select cast(row_to_json(fact) as text) as facts from (
                select count(*) filter (where p.status = 'active') as paired,
                       count(*) filter (where p.status in ('attention', 'pending')) as broken,
                       min(s.due_at) filter (where p.status = 'active') as sweep_at
                  from pairing p
                  left join lateral (
                    select min(due_at) as due_at from sweep
                     where partner_id = p.partner_id and account_id = p.account_id
                       and kind in ('recent', 'month', 'backfill') and isfinite(due_at)) s on true
                 where p.partner_id = :partner
                   and (:accounts = '' or p.account_id = any (string_to_array(:accounts, ' ')))) fact""";

    private FactsSql() {}
}
