package dev.scanrelay.order;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.scanrelay.database.Rows;
import dev.scanrelay.id.RxId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Compares orders read at the vendor with what we have: what we miss is fetched, in the slow lane; new facts alone are kept as they are. */
@ApplicationScoped
class Looks {

    private static final String KNOWN = """
            select id, rx_id, state, done < wanted as pending, swept_sign, swept_at, changed_at,
                   vendor_order_id, vendor_status, doctor_id, procedure_name, scanned_at, modified_at,
                   patient_id, patient_first_name, patient_last_name, chart_number, seen_at, offer
              from scan_order
             where partner_id = :partner and account_id = :account and rx_id = any(cast(:rxIds as text[]))""";

    private static final String FETCHED = """
            update scan_order o set swept_sign = s.sign, swept_at = :now
              from json_to_recordset(cast(cast(:signs as text) as json)) as s (rx text, sign text)
             where o.partner_id = :partner and o.account_id = :account and o.rx_id = s.rx""";

    private static final String SAME = """
            update scan_order set asked_at = :now
             where id = any(cast(string_to_array(:ids, ',') as uuid[])) and (asked_at is null or asked_at < cast(:now as timestamptz) - interval '10 minutes')""";

    private final Wishes wishes;
    private final CurrentOrders current;
    private final Recording recording;
    private final ErasedPatients erased;

    Looks(Wishes wishes, CurrentOrders current, Recording recording, ErasedPatients erased) {
        this.erased = erased;
        this.wishes = wishes;
        this.current = current;
        this.recording = recording;
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
                                .toArray(String[]::new))
                .getResultList()
                .map(rows -> rows.stream()
                        .map(Row::new)
                        .map(row -> SweptOrder.of(row, current.known(row)))
                        .collect(toMap(SweptOrder::rxId, identity())));
    }

    private Uni<Integer> judged(
            Mutiny.Session session, Look look, List<LiveOrder> orders, Map<RxId, SweptOrder> known, Instant now) {
        List<Wish> wanted = new ArrayList<>();
        List<Line> signs = new ArrayList<>();
        List<SweptOrder> same = new ArrayList<>();
        Map<UUID, VendorFacts> updated = new TreeMap<>(); // locked in one order
        for (LiveOrder order : orders) {
            Optional<SweptOrder> ours = Optional.ofNullable(known.get(order.rxId()));
            Finding finding = Finding.of(order.facts(), ours, look, now);
            finding.cause().ifPresent(cause -> {
                wanted.add(wish(look, order.rxId(), cause));
                signs.add(new Line(order.rxId().value(), Sign.of(order.facts()).value()));
            });
            if (finding == Finding.SAME) {
                ours.ifPresent(same::add);
                ours.filter(differing -> !differing.isWholly(order.facts()))
                        .ifPresent(differing -> updated.put(differing.id(), order.facts()));
            }
        }
        return updated(session, look, updated)
                .flatMap(done -> fetched(session, look, wanted, signs, now))
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
                        .setParameter("signs", Rows.json(signs))
                        .setParameter("now", now)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** The files are the same, but who the patient is, say, is not: that needs no download. */
    private Uni<Void> updated(Mutiny.Session session, Look look, Map<UUID, VendorFacts> updated) {
        return updated.entrySet().stream()
                .reduce(
                        Uni.createFrom().voidItem(),
                        (before, order) ->
                                before.flatMap(done -> updated(session, look, order.getKey(), order.getValue())),
                        (one, other) -> one.flatMap(done -> other));
    }

    private Uni<Void> updated(Mutiny.Session session, Look look, UUID order, VendorFacts facts) {
        return erased.bar(session, look.partner(), look.account(), order, facts)
                .flatMap(barred -> barred ? Uni.createFrom().voidItem() : recording.seen(session, order, facts));
    }

    private static Uni<Void> confirmed(Mutiny.Session session, List<SweptOrder> same, Instant now) {
        if (same.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(SAME)
                .setParameter(
                        "ids", Rows.joined(same.stream().map(SweptOrder::id).toList()))
                .setParameter("now", now)
                .executeUpdate()
                .replaceWithVoid();
    }

    private record Line(String rx, String sign) {}
}
