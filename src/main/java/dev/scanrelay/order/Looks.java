package dev.scanrelay.order;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.scanrelay.id.RxId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Compares orders read at the vendor with what we have, and has those fetched that we miss: in the slow lane. */
@ApplicationScoped
class Looks {

    private static final String KNOWN = """
            select id, rx_id, state, done < wanted as pending, seen_at, vendor_order_id, vendor_status, modified_at, offer,
                   swept_sign, swept_at
              from scan_order
             where partner_id = :partner and account_id = :account and rx_id in (:rxIds)""";

    private static final String FETCHED = """
            update scan_order o set swept_sign = s.sign, swept_at = :now
              from json_to_recordset(cast(cast(:signs as text) as json)) as s (rx text, sign text)
             where o.partner_id = :partner and o.account_id = :account and o.rx_id = s.rx""";

    private static final String SAME = """
            update scan_order set asked_at = :now
             where id in (:ids) and (asked_at is null or asked_at < cast(:now as timestamptz) - interval '10 minutes')""";

    private final Wishes wishes;

    Looks(Wishes wishes) {
        this.wishes = wishes;
    }

    /** Answers how many are fetched now that were not before. */
    Uni<Integer> look(Mutiny.Session session, Look look, List<LiveOrder> orders, Instant now) {
        if (orders.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return known(session, look, orders).flatMap(known -> judged(session, look, orders, known, now));
    }

    private Uni<Map<RxId, SweptOrder>> known(Mutiny.Session session, Look look, List<LiveOrder> orders) {
        return session.createNativeQuery(KNOWN, Tuple.class)
                .setParameter("partner", look.partner().value())
                .setParameter("account", look.account().value())
                .setParameter(
                        "rxIds",
                        orders.stream()
                                .map(order -> order.rxId().value())
                                .distinct()
                                .toList())
                .getResultList()
                .map(rows ->
                        rows.stream().map(Row::new).map(SweptOrder::of).collect(toMap(SweptOrder::rxId, identity())));
    }

    private Uni<Integer> judged(
            Mutiny.Session session, Look look, List<LiveOrder> orders, Map<RxId, SweptOrder> known, Instant now) {
        List<Wish> wanted = new ArrayList<>();
        List<Line> signs = new ArrayList<>();
        List<SweptOrder> same = new ArrayList<>();
        for (LiveOrder order : orders) {
            Optional<SweptOrder> ours = Optional.ofNullable(known.get(order.rxId()));
            Finding finding = Finding.of(order.facts(), ours, look, now);
            finding.cause().ifPresent(cause -> {
                wanted.add(wish(look, order.rxId(), cause));
                signs.add(new Line(order.rxId().value(), Sign.of(order.facts()).value()));
            });
            if (finding == Finding.SAME) {
                ours.ifPresent(same::add);
            }
        }
        return fetched(session, look, wanted, signs, now)
                .flatMap(done -> confirmed(session, same, now))
                .replaceWith(wanted.size());
    }

    private static Wish wish(Look look, RxId rxId, String cause) {
        return new Wish(look.partner(), look.account(), rxId, Lane.SLOW, look.origin(), Optional.of(cause));
    }

    private Uni<Void> fetched(Mutiny.Session session, Look look, List<Wish> wanted, List<Line> signs, Instant now) {
        if (wanted.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return wishes.raise(session, wanted, now)
                .flatMap(ids -> session.createNativeQuery(FETCHED)
                        .setParameter("partner", look.partner().value())
                        .setParameter("account", look.account().value())
                        .setParameter("signs", Json.write(signs))
                        .setParameter("now", now)
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static Uni<Void> confirmed(Mutiny.Session session, List<SweptOrder> same, Instant now) {
        if (same.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(SAME)
                .setParameter("ids", same.stream().map(SweptOrder::id).toList())
                .setParameter("now", now)
                .executeUpdate()
                .replaceWithVoid();
    }

    private record Line(String rx, String sign) {}
}
