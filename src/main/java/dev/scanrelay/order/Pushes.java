package dev.scanrelay.order;

import dev.scanrelay.event.Event;
import dev.scanrelay.event.OrderUpdated;
import dev.scanrelay.event.OrderWithdrawn;
import dev.scanrelay.event.Outbox;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Makes orders known before their scan, and withdraws those that will never have one. */
@ApplicationScoped
class Pushes {

    private static final String ADD =
            """
            insert into scan_order (id, partner_id, account_id, rx_id, state, wanted, due_at, origin, reference,
                                    scan_request_id, created_at, dated_at, changed_at)
            values (%s, :partner, :account, :rx, 'requested', 0, :now, 'pushed', cast(:reference as text),
                    :request, :now, :now, now())
                on conflict do nothing
            returning id, 1""".formatted(OrderIds.of("cast(:partner as text)", "cast(:account as text)", "cast(:rx as text)"));

    private static final String CLAIM = """
            update scan_order
               set origin = 'pushed', reference = coalesce(cast(:reference as text), reference), scan_request_id = :request,
                   changed_at = now()
             where partner_id = :partner and account_id = :account and rx_id = :rx and state <> 'erased'
            returning id, 1""";

    private static final String DIFFERS =
            "update scan_order set patient_differs = :differs, changed_at = now() where id = :id";

    /** An order whose scan is there is not taken back. A worker that looks for it loses its lease. */
    private static final String WITHDRAW = """
            update scan_order
               set state = 'withdrawn', done = wanted, failures = 0, failure = null, failed_at = null, absent_since = null,
                   lease_owner = null, lease_until = null, changed_at = now()
             where partner_id = :partner and account_id = :account and rx_id = :rx and latest_revision = 0
               and state not in ('withdrawn', 'erased', 'expired')
            returning id""";

    private final CurrentOrders current;
    private final Timeline timeline;
    private final Outbox outbox;

    Pushes(CurrentOrders current, Timeline timeline, Outbox outbox) {
        this.current = current;
        this.timeline = timeline;
        this.outbox = outbox;
    }

    /** Empty, and nothing done, if the order was erased. */
    Uni<Optional<Pushed>> push(Mutiny.Session session, Push push, Instant now) {
        return add(session, push, now)
                .flatMap(added -> added.isPresent() ? Uni.createFrom().item(added) : claim(session, push))
                .flatMap(order -> order.map(id -> pushed(session, id, push, now).map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private static Uni<Optional<UUID>> add(Mutiny.Session session, Push push, Instant now) {
        return id(about(session.createNativeQuery(ADD, Tuple.class), push).setParameter("now", now));
    }

    /** The vendor told of it before we had the answer. */
    private static Uni<Optional<UUID>> claim(Mutiny.Session session, Push push) {
        return id(about(session.createNativeQuery(CLAIM, Tuple.class), push));
    }

    private static Mutiny.SelectionQuery<Tuple> about(Mutiny.SelectionQuery<Tuple> query, Push push) {
        return query.setParameter("partner", push.partner().value())
                .setParameter("account", push.account().value())
                .setParameter("rx", push.rxId().value())
                .setParameter("reference", push.reference().orElse(null))
                .setParameter("request", push.scanRequest());
    }

    private static Uni<Optional<UUID>> id(Mutiny.SelectionQuery<Tuple> query) {
        return query.getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(found -> found.get(0, UUID.class)));
    }

    private Uni<Pushed> pushed(Mutiny.Session session, UUID order, Push push, Instant now) {
        return timeline.add(session, order, Moment.of(now, "pushed"))
                .flatMap(done -> current.lock(session, order))
                .flatMap(found -> told(session, found, push, now));
    }

    /** The scan was faster than the answer to the request: who read of it as unsolicited hears better. */
    private Uni<Pushed> told(Mutiny.Session session, CurrentOrder order, Push push, Instant now) {
        if (order.known().isEmpty()) {
            return Uni.createFrom().item(new Pushed(order.id(), Optional.empty()));
        }
        List<String> differs =
                PatientDifference.of(push.patient(), order.known().get().patient());
        OrderUpdated updated =
                new OrderUpdated(order.differing(Optional.of(differs)).facts(), changed(push, differs));
        return session.createNativeQuery(DIFFERS)
                .setParameter("differs", FieldNames.join(differs))
                .setParameter("id", order.id())
                .executeUpdate()
                .flatMap(done -> outbox.append(session, Event.of(updated, "pushed/" + push.scanRequest(), now)))
                .replaceWith(new Pushed(order.id(), Optional.of(differs)));
    }

    private static List<String> changed(Push push, List<String> differs) {
        List<String> changed = new ArrayList<>(List.of("origin"));
        push.reference().ifPresent(given -> changed.add("reference"));
        if (!differs.isEmpty()) {
            changed.add("patientDiffers");
        }
        return changed;
    }

    Uni<Void> withdraw(
            Mutiny.Session session, PartnerId partner, AccountId account, RxId rxId, String reason, Instant now) {
        return session.createNativeQuery(WITHDRAW, Tuple.class)
                .setParameter("partner", partner.value())
                .setParameter("account", account.value())
                .setParameter("rx", rxId.value())
                .getSingleResultOrNull()
                .flatMap(row -> row == null
                        ? Uni.createFrom().voidItem()
                        : current.lock(session, row.get(0, UUID.class))
                                .flatMap(withdrawn -> told(session, withdrawn, reason, now)));
    }

    private Uni<Void> told(Mutiny.Session session, CurrentOrder order, String reason, Instant now) {
        Event event = Event.of(new OrderWithdrawn(order.facts(), reason), "rx-deleted", now);
        return timeline.add(session, order.id(), Moment.of(now, "withdrawn").because(reason))
                .flatMap(done -> outbox.append(session, event));
    }
}
