package dev.scanrelay.order;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.scanrelay.database.Rows;
import dev.scanrelay.trace.TraceParent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Raises what is wanted of orders. */
@ApplicationScoped
class Wishes {

    /**
     * The rows, before they are raised. An upsert minds a conflict of one index alone, and these rows have two that say the same: made by
     * two at once, the other would fail it.
     */
    private static final String MAKE = """
            insert into scan_order (id, partner_id, account_id, rx_id, wanted, due_at, created_at, dated_at, changed_at)
            select %s, partner, account, rx, 0, :now, :now, :now, now()
              from json_to_recordset(cast(cast(:wishes as text) as json)) as w (partner text, account text, rx text)
             order by partner, account, rx
                on conflict do nothing""".formatted(OrderIds.of("partner", "account", "rx"));

    /**
     * One upsert for all. Rows are locked in the order of their keys, so that two batches never wait for each other in a circle. A
     * repeat within a minute of an order that waits anyway is not told on its timeline. An erased order stays as it is whoever wants it; an
     * expired one comes back with what the vendor has anew, not because somebody asks for old orders.
     */
    private static final String RAISE = """
            with wish as materialized (
                select partner, account, rx, lane, origin, cause, trace,
                       case when lane = 0 then least(coalesce(cast(received as timestamptz), :now), clock_timestamp()) end as awaited_since
                  from json_to_recordset(cast(cast(:wishes as text) as json)) as w (partner text, account text, rx text, lane smallint, origin text, cause text, trace text, received text)
            ), repeated as materialized (
                select o.id from wish w join scan_order o
                    on o.partner_id = w.partner and o.account_id = w.account and o.rx_id = w.rx
                 where o.done < o.wanted and o.state in ('waiting', 'ready')
                   and o.notified_at > cast(:now as timestamptz) - interval '1 minute'
            ), raised as (
                insert into scan_order as o (id, partner_id, account_id, rx_id, lane, wanted, due_at,
                                             notified_at, created_at, dated_at, changed_at, found_by, wanted_by,
                                             wanted_at, trace_parent, awaited_since)
                select %s, partner, account, rx, lane, 1, least(:now, clock_timestamp()),
                       case when lane = 0 then cast(:now as timestamptz) end, :now, :now, now(), origin, origin,
                       least(:now, clock_timestamp()), trace, awaited_since
                  from wish order by partner, account, rx
                    on conflict (partner_id, account_id, rx_id) do update set
                       wanted = o.wanted + 1,
                       trace_parent = excluded.trace_parent,
                       awaited_since = case when o.done < o.wanted and o.state in ('waiting', 'ready')
                                            then coalesce(o.awaited_since, excluded.awaited_since) else excluded.awaited_since end,
                       found_by = coalesce(o.found_by, excluded.found_by),
                       wanted_by = case when o.done < o.wanted and o.state in ('waiting', 'ready')
                                        then coalesce(o.wanted_by, excluded.wanted_by) else excluded.wanted_by end,
                       lane = case when o.done < o.wanted and o.state <> 'parked'
                                   then least(o.lane, excluded.lane) else excluded.lane end,
                       due_at = case when o.done < o.wanted and o.state <> 'parked'
                                     then least(o.due_at, excluded.due_at) else excluded.due_at end,
                       wanted_at = case when o.done < o.wanted and o.state in ('waiting', 'ready') and excluded.lane <> 0
                                        then coalesce(o.wanted_at, excluded.wanted_at) else excluded.wanted_at end,
                       failures = case when o.state = 'parked' or excluded.lane = 0 then 0 else o.failures end,
                       state = case when o.state = 'expired' then 'waiting'
                                    when o.state not in ('requested', 'parked', 'withdrawn') then o.state
                                    when o.latest_revision > 0 then 'ready' else 'waiting' end,
                       notified_at = coalesce(excluded.notified_at, o.notified_at),
                       changed_at = case when o.state in ('requested', 'parked', 'withdrawn', 'expired') then now() else o.changed_at end
                 where o.state <> 'erased' and (o.state <> 'expired' or excluded.wanted_by in ('notification', 'sweep'))
                returning id, partner_id, account_id, rx_id
            ), told as (
                insert into timeline (order_id, at, what, cause)
                select r.id, :now, case when w.lane = 0 then 'notified' when w.origin = 'sweep' then 'found' else 'requested' end, w.cause
                  from raised r join wish w on w.partner = r.partner_id and w.account = r.account_id and w.rx = r.rx_id
                 where r.id not in (select id from repeated)
            )
            select partner_id, account_id, rx_id, id from raised
             union all
            select o.partner_id, o.account_id, o.rx_id, o.id
              from wish w join scan_order o on o.partner_id = w.partner and o.account_id = w.account and o.rx_id = w.rx
             where not exists (select 1 from raised r where r.id = o.id)""".formatted(OrderIds.of("partner", "account", "rx"));

    Uni<List<UUID>> raise(Mutiny.Session session, List<Wish> wishes, Instant now) {
        String lines = Rows.json(distinct(wishes).stream().map(Line::of).toList());
        return session.createNativeQuery(MAKE)
                .setParameter("wishes", lines)
                .setParameter("now", now)
                .executeUpdate()
                .chain(() -> session.createNativeQuery(RAISE, Object[].class)
                        .setParameter("wishes", lines)
                        .setParameter("now", now)
                        .getResultList())
                .map(Wishes::ids)
                .map(ids -> wishes.stream().map(wish -> ids.get(wish.key())).toList());
    }

    /** One wish for each order; a live one wins. */
    private static Collection<Wish> distinct(List<Wish> wishes) {
        return wishes.stream()
                .collect(toMap(
                        Wish::key, identity(), (one, other) -> one.lane() == Lane.LIVE ? one : other, TreeMap::new))
                .values();
    }

    private static Map<Wish.Key, UUID> ids(List<Object[]> rows) {
        return rows.stream()
                .collect(toMap(
                        row -> new Wish.Key((String) row[0], (String) row[1], (String) row[2]), row -> (UUID) row[3]));
    }

    private record Line(
            String partner,
            String account,
            String rx,
            int lane,
            String origin,
            @Nullable String cause,
            @Nullable String trace,
            @Nullable String received) {

        static Line of(Wish wish) {
            return new Line(
                    wish.partner().value(),
                    wish.account().value(),
                    wish.rxId().value(),
                    wish.lane().number(),
                    wish.origin().wire(),
                    wish.cause().orElse(null),
                    wish.trace().map(TraceParent::value).orElse(null),
                    wish.received().map(Instant::toString).orElse(null));
        }
    }
}
