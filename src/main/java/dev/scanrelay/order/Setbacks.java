package dev.scanrelay.order;

import dev.scanrelay.event.Event;
import dev.scanrelay.event.OrderFailed;
import dev.scanrelay.event.OrderParked;
import dev.scanrelay.event.OrderWithdrawn;
import dev.scanrelay.event.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** Ends attempts that found nothing to record. */
@ApplicationScoped
class Setbacks {

    private final CurrentOrders current;
    private final SetbackUpdate update;
    private final Timeline timeline;
    private final Outbox outbox;
    private final Clock clock;

    Setbacks(CurrentOrders current, SetbackUpdate update, Timeline timeline, Outbox outbox, Clock clock) {
        this.current = current;
        this.update = update;
        this.timeline = timeline;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<Boolean> postpone(Mutiny.Session session, LeasedOrder leased, Instant due, Instant anew, FailureNote note) {
        return ifCurrent(
                session,
                leased,
                order -> update.postpone(session, leased, order.wantedSince() ? anew : due, note, now())
                        .flatMap(done -> note.counted() || !order.failed()
                                ? timeline.add(
                                        session,
                                        order.id(),
                                        Moment.of(now(), "failed").because(note.text()))
                                : Uni.createFrom().voidItem()));
    }

    Uni<Boolean> park(Mutiny.Session session, LeasedOrder leased, FailureNote note) {
        return ifCurrent(
                session,
                leased,
                order -> order.wantedSince()
                        ? startAnew(session, leased, order, note)
                        : giveUp(session, leased, order, note));
    }

    private Uni<Void> startAnew(Mutiny.Session session, LeasedOrder leased, CurrentOrder order, FailureNote note) {
        return update.startAnew(session, leased, note, now())
                .flatMap(done -> timeline.add(
                        session, order.id(), Moment.of(now(), "failed").because(note.text())));
    }

    private Uni<Void> giveUp(Mutiny.Session session, LeasedOrder leased, CurrentOrder order, FailureNote note) {
        int attempts = order.failures() + 1;
        OrderFailed failed = new OrderFailed(order.facts(), note.kind(), note.reason(), attempts);
        OrderParked parked = new OrderParked(order.facts(), note.kind(), note.reason(), attempts, order.latestNumber());
        return update.park(session, leased, note, now())
                .flatMap(done -> timeline.add(
                        session, order.id(), Moment.of(now(), "parked").because(note.text())))
                .flatMap(done -> outbox.append(
                        session, Event.of(failed, leased.occurrence(), now()).in(leased.trace())))
                .flatMap(done -> outbox.append(
                        session, Event.of(parked, leased.occurrence(), now()).in(leased.trace())));
    }

    Uni<Boolean> withdraw(Mutiny.Session session, LeasedOrder leased, String reason) {
        return ifCurrent(session, leased, order -> {
            OrderWithdrawn withdrawn = new OrderWithdrawn(order.facts(), reason);
            return update.withdraw(session, leased)
                    .flatMap(done -> timeline.add(
                            session, order.id(), Moment.of(now(), "withdrawn").because(reason)))
                    .flatMap(done -> outbox.append(
                            session,
                            Event.of(withdrawn, leased.occurrence(), now()).in(leased.trace())));
        });
    }

    private Uni<Boolean> ifCurrent(Mutiny.Session session, LeasedOrder leased, Function<CurrentOrder, Uni<Void>> end) {
        return current.lock(session, leased)
                .flatMap(found -> found.map(order -> end.apply(order).replaceWith(true))
                        .orElseGet(() -> Uni.createFrom().item(false)));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
