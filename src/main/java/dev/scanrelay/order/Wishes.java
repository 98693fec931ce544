package dev.scanrelay.order;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.scanrelay.database.Rows;
import dev.scanrelay.trace.TraceParent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Raises what is wanted of orders. */
@ApplicationScoped
class Wishes {

    private static final String WISH = """
            with wish as materialized (
                select partner, account, rx, lane, origin, cause, trace,
                       case when lane = 0 then least(coalesce(cast(received as timestamptz), :now), clock_timestamp()) end as awaited_since
                  from json_to_recordset(cast(cast(:wishes as text) as json)) as w (partner text, account text, rx text, lane smallint, origin text, cause text, trace text, received text)
            ),""";

    private static final String TOLD =
            "case when w.lane = 0 then 'notified' when w.origin = 'sweep' then 'found' else 'requested' end";

    /**
     * Orders that are new. No upsert: it minds a conflict of one index alone, and these rows have two that say the same, so that one of two
     * who want the same order at once would fail.
     */
    private static final String ADD = WISH + """
             added as (
                insert into scan_order (id, partner_id, account_id, rx_id, lane, wanted, due_at,
                                        notified_at, created_at, dated_at, changed_at, found_by, wanted_by,
                                        wanted_at, trace_parent, awaited_since)
                select %s, partner, account, rx, lane, 1, least(:now, clock_timestamp()),
                       case when lane = 0 then cast(:now as timestamptz) end, :now, :now, now(), origin, origin,
                       least(:now, clock_timestamp()), trace, awaited_since
                  from wish order by partner, account, rx
                    on conflict do nothing
                returning id, partner_id, account_id, rx_id
            ), told as (
                insert into timeline (order_id, at, what, cause)
                select a.id, :now, %s, w.cause
                  from added a join wish w on w.partner = a.partner_id and w.account = a.account_id and w.rx = a.rx_id
            )
            select partner_id, account_id, rx_id, id from added""".formatted(OrderIds.of("partner", "account", "rx"), TOLD);

    /**
     * Orders that are known. They are locked in the order of their keys, so that two batches never wait for each other in a circle. A
     * repeat within a minute of an order that waits anyway is not told on its timeline. An erased order stays as it is whoever wants it; an
     * expired one comes back with what the vendor has anew, not because somebody asks for old orders.
     */
    private static final String RAISE = WISH + """
             known as materialized (
                select o.id, w.*,
                       o.done < o.wanted and o.state in ('waiting', 'ready')
                           and o.notified_at > cast(:now as timestamptz) - interval '1 minute' as repeated
                  from wish w join scan_order o
                    on o.partner_id = w.partner and o.account_id = w.account and o.rx_id = w.rx
                 order by w.partner, w.account, w.rx for update of o
            ), raised as (
                update scan_order o set
                       wanted = o.wanted + 1,
                       trace_parent = w.trace,
                       awaited_since = case when o.done < o.wanted and o.state in ('waiting', 'ready')
                                            then coalesce(o.awaited_since, w.awaited_since) else w.awaited_since end,
                       found_by = coalesce(o.found_by, w.origin),
                       wanted_by = case when o.done < o.wanted and o.state in ('waiting', 'ready')
                                        then coalesce(o.wanted_by, w.origin) else w.origin end,
                       lane = case when o.done < o.wanted and o.state <> 'parked' then least(o.lane, w.lane) else w.lane end,
                       due_at = case when o.done < o.wanted and o.state <> 'parked'
                                     then least(o.due_at, :now, clock_timestamp()) else least(:now, clock_timestamp()) end,
                       wanted_at = case when o.done < o.wanted and o.state in ('waiting', 'ready') and w.lane <> 0
                                        then coalesce(o.wanted_at, least(:now, clock_timestamp())) else least(:now, clock_timestamp()) end,
                       failures = case when o.state = 'parked' or w.lane = 0 then 0 else o.failures end,
                       state = case when o.state = 'expired' then 'waiting'
                                    when o.state not in ('requested', 'parked', 'withdrawn') then o.state
                                    when o.latest_revision > 0 then 'ready' else 'waiting' end,
                       notified_at = case when w.lane = 0 then cast(:now as timestamptz) else o.notified_at end,
                       changed_at = case when o.state in ('requested', 'parked', 'withdrawn', 'expired') then now() else o.changed_at end
                  from known w
                 where o.id = w.id and o.state <> 'erased' and (o.state <> 'expired' or w.origin in ('notification', 'sweep'))
                returning o.id
            ), told as (
                insert into timeline (order_id, at, what, cause)
                select w.id, :now, %s, w.cause from raised r join known w on w.id = r.id where not w.repeated
            )
            select partner, account, rx, id from known""".formatted(TOLD);

    Uni<List<UUID>> raise(Mutiny.Session session, List<Wish> wishes, Instant now) {
        Collection<Wish> distinct = distinct(wishes);
        return run(session, ADD, distinct, now)
                .chain(added -> {
                    List<Wish> known = distinct.stream()
                            .filter(wish -> !added.containsKey(wish.key()))
                            .toList();
                    return known.isEmpty()
                            ? Uni.createFrom().item(added)
                            : run(session, RAISE, known, now).map(raised -> both(added, raised));
                })
                .map(ids -> wishes.stream().map(wish -> ids.get(wish.key())).toList());
    }

    private static Uni<Map<Wish.Key, UUID>> run(
            Mutiny.Session session, String sql, Collection<Wish> wishes, Instant now) {
        return session.createNativeQuery(sql, Object[].class)
                .setParameter("wishes", Rows.json(wishes.stream().map(Line::of).toList()))
                .setParameter("now", now)
                .getResultList()
                .map(Wishes::ids);
    }

    private static Map<Wish.Key, UUID> both(Map<Wish.Key, UUID> one, Map<Wish.Key, UUID> other) {
        Map<Wish.Key, UUID> both = new HashMap<>(one);
        both.putAll(other);
        return both;
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
