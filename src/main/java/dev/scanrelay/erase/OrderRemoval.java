package dev.scanrelay.erase;

import dev.scanrelay.event.Event;
import dev.scanrelay.event.OrderErased;
import dev.scanrelay.event.OrderFacts;
import dev.scanrelay.event.Outbox;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.order.OrderState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Removes all that the database keeps of one order, in the caller's transaction, with the event that tells of it. From then on nothing names
 * its objects, and they are removed by {@link ObjectRemoval}.
 */
@ApplicationScoped
class OrderRemoval {

    private final Outbox outbox;
    private final Clock clock;

    OrderRemoval(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /** For good, unless a hold forbids it. */
    Uni<Removed> erase(Mutiny.Session session, PartnerId partner, AccountId account, UUID order, Burial burial) {
        return locked(session, partner, account, order)
                .chain(found -> found.map(row -> isErased(row)
                                ? bury(session, partner, account, order, row, burial)
                                        .replaceWith(Removed.BEFORE)
                                : unlessForbidden(
                                        session,
                                        order,
                                        () -> remove(session, partner, account, order, row, OrderState.ERASED)
                                                .chain(() -> bury(session, partner, account, order, row, burial))))
                        .orElseGet(() -> Uni.createFrom().item(Removed.UNKNOWN)));
    }

    /** As its tombstone says: it was erased before, so no hold can be about it. */
    Uni<Removed> eraseAgain(Mutiny.Session session, PartnerId partner, AccountId account, UUID order, Burial burial) {
        return locked(session, partner, account, order)
                .chain(found -> found.map(row -> (isErased(row)
                                        ? Uni.createFrom().item(Removed.BEFORE)
                                        : unlessMoving(
                                                session,
                                                order,
                                                () -> remove(session, partner, account, order, row, OrderState.ERASED)))
                                .call(() -> bury(session, partner, account, order, row, burial)))
                        .orElseGet(() -> Uni.createFrom().item(Removed.UNKNOWN)));
    }

    /** As the tombstone of its patient says. It may be another's that Align has merged: a hold of its own keeps it, and nothing new of it is taken. */
    Uni<Removed> bar(Mutiny.Session session, Bars.Seen seen, Burial burial) {
        Map<String, Object> known =
                Map.of("order", seen.order(), "patient", seen.patientId().orElseThrow());
        return rows(session, ErasureSql.HELD_AS_OF, known)
                .chain(holds -> holds.isEmpty()
                        ? eraseAgain(session, seen.partner(), seen.account(), seen.order(), burial)
                        : change(session, ErasureSql.LEAVE, Map.of("order", seen.order()))
                                .replaceWith(Removed.HELD));
    }

    /** Because its time is over, if it is, and nothing of it is wanted, on its way or held. */
    Uni<Removed> expire(Mutiny.Session session, PartnerId partner, AccountId account, UUID order, Duration keep) {
        return locked(session, partner, account, order)
                .chain(found -> found.map(row -> rows(
                                        session, ErasureSql.IS_OLD, Map.of("order", order, "seconds", keep.toSeconds()))
                                .chain(old -> old.isEmpty()
                                        ? Uni.createFrom().item(Removed.BUSY)
                                        : unlessMoving(
                                                session,
                                                order,
                                                () -> remove(
                                                        session, partner, account, order, row, OrderState.EXPIRED))))
                        .orElseGet(() -> Uni.createFrom().item(Removed.UNKNOWN)));
    }

    private Uni<Optional<Tuple>> locked(Mutiny.Session session, PartnerId partner, AccountId account, UUID order) {
        return run(session, ErasureSql.ACCOUNT_SHARED, Map.of("partner", partner.value(), "account", account.value()))
                .chain(() -> session.createNativeQuery(ErasureSql.LOCK, Tuple.class)
                        .setParameter("order", order)
                        .setParameter("partner", partner.value())
                        .setParameter("account", account.value())
                        .getSingleResultOrNull())
                .map(Optional::ofNullable);
    }

    private static boolean isErased(Tuple row) {
        return row.get("state", String.class).equals(OrderState.ERASED.wire());
    }

    private static Uni<Removed> unlessForbidden(Mutiny.Session session, UUID order, Supplier<Uni<Void>> removal) {
        return rows(session, ErasureSql.HELD, Map.of("order", order))
                .chain(holds -> holds.isEmpty()
                        ? session.createNativeQuery(ErasureSql.SENDING, Object[].class)
                                .setParameter("order", order)
                                .getSingleResult()
                                .chain(sending -> ((Number) sending[0]).longValue() > 0
                                        ? Uni.createFrom().item(Removed.BUSY)
                                        : unlessMoving(session, order, removal))
                        : Uni.createFrom().item(Removed.HELD));
    }

    private static Uni<Removed> unlessMoving(Mutiny.Session session, UUID order, Supplier<Uni<Void>> removal) {
        return session.createNativeQuery(ErasureSql.NOT_MOVING, Object[].class)
                .setParameter("order", order)
                .getSingleResult()
                .chain(free -> (boolean) free[0]
                        ? removal.get().replaceWith(Removed.REMOVED)
                        : Uni.createFrom().item(Removed.BUSY));
    }

    private Uni<Void> remove(
            Mutiny.Session session, PartnerId partner, AccountId account, UUID order, Tuple row, OrderState state) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        RxId rx = new RxId(row.get("rx_id", String.class));
        Map<String, Object> ofOrder = Map.of("order", order);
        OrderErased erased = new OrderErased(
                OrderFacts.idsOnly(partner, account, order, rx, row.get("origin", String.class)), state.wire());
        Map<String, Object> ofKey = Map.of("key", erased.orderingKey());
        return change(session, ErasureSql.REVOKE_ATTEMPTS, ofOrder)
                .chain(() -> change(session, ErasureSql.REMOVE_OBJECTS_OF, ofOrder))
                .chain(() -> change(session, ErasureSql.NOTE_OBJECTS, ofOrder))
                .chain(() -> change(session, ErasureSql.FORGET_ARTIFACTS, ofOrder))
                .chain(() -> change(session, ErasureSql.FORGET_STRAYS, ofOrder))
                .chain(() -> change(session, ErasureSql.FORGET_CONTENT, ofOrder))
                .chain(() -> change(session, ErasureSql.FORGET_ACKNOWLEDGEMENTS, ofOrder))
                .chain(() -> change(
                        session,
                        ErasureSql.FORGET_ANSWERS,
                        Map.of("order", order, "partner", partner.value(), "key", erased.orderingKey())))
                .chain(() -> change(
                        session, ErasureSql.FORGET_EVENTS, ofKey)) // first: what is being kept meanwhile is seen then
                .chain(() -> change(
                        session, ErasureSql.FORGET_KEPT_EVENTS, Map.of("order", order, "key", erased.orderingKey())))
                .chain(() -> change(session, ErasureSql.REDACT_EVENTS, ofKey))
                .chain(() -> change(session, ErasureSql.FORGET_REQUESTS, ofOrder))
                .chain(() -> change(session, ErasureSql.FORGET_ORDER, Map.of("order", order, "state", state.wire())))
                .chain(() -> change(
                        session,
                        ErasureSql.TELL_TIMELINE,
                        Map.of(
                                "order",
                                order,
                                "now",
                                now,
                                "what",
                                state.wire(),
                                "cause",
                                state == OrderState.ERASED ? "on request" : "its time of keeping is over")))
                .chain(() -> outbox.append(session, Event.of(erased, state.wire() + "/" + now, now)));
    }

    private static Uni<Void> bury(
            Mutiny.Session session, PartnerId partner, AccountId account, UUID order, Tuple row, Burial burial) {
        return bury(session, partner, account, order, new RxId(row.get("rx_id", String.class)), burial);
    }

    /** One that is there stays as it is. */
    static Uni<Void> bury(
            Mutiny.Session session, PartnerId partner, AccountId account, UUID order, RxId rx, Burial burial) {
        return session.createNativeQuery(ErasureSql.BURY)
                .setParameter("order", order)
                .setParameter("partner", partner.value())
                .setParameter("account", account.value())
                .setParameter("rx", rx.value())
                .setParameter("index", burial.patientIndex().orElse(null))
                .setParameter("erasure", burial.erasure().map(UUID::toString).orElse(null))
                .setParameter("at", burial.at())
                .setParameter("by", burial.by())
                .setParameter("stored", burial.stored())
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Uni<Integer> change(Mutiny.Session session, String sql, Map<String, Object> parameters) {
        Mutiny.Query<Object> query = session.createNativeQuery(sql);
        parameters.forEach(query::setParameter);
        return query.executeUpdate();
    }

    private static Uni<Void> run(Mutiny.Session session, String sql, Map<String, Object> parameters) {
        return rows(session, sql, parameters).replaceWithVoid();
    }

    private static Uni<List<Tuple>> rows(Mutiny.Session session, String sql, Map<String, Object> parameters) {
        Mutiny.SelectionQuery<Tuple> query = session.createNativeQuery(sql, Tuple.class);
        parameters.forEach(query::setParameter);
        return query.getResultList();
    }
}
