package dev.scanrelay.event;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.trace.TraceParent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Events wait here, written with the state they tell of, until the relay announces them. */
@ApplicationScoped
public class Outbox {

    // The turn row makes writers of one ordering key wait for one another: without it, a later id could commit first
    // and be
    // announced first.
    private static final String APPEND = """
            with turn as (
                insert into outbox_turn (ordering_key, appended_at) values (:key, now())
                on conflict (ordering_key) do update set appended_at = now()
                returning ordering_key)
            insert into outbox (event_id, partner_id, account_id, ordering_key, order_id, type, subject, data, topics, occurred_at, trace_parent)
            select :id, :partner, cast(:account as text), ordering_key, cast(cast(:order as text) as uuid), :type, :subject,
                   cast(cast(:data as text) as json), string_to_array(cast(:topics as text), ','), :time, cast(:trace as text)
            from turn
            on conflict (event_id) do nothing
            """;

    private final Topics topics;
    private final Database database;
    private final RelaySignal signal;

    Outbox(Topics topics, Database database, RelaySignal signal) {
        this.topics = topics;
        this.database = database;
        this.signal = signal;
    }

    /** Adds the event to the caller's transaction. An event that is there already is left as it is. */
    public Uni<Void> append(Mutiny.Session session, Event event) {
        database.afterCommit(session, signal::raise);
        return session.createNativeQuery(APPEND)
                .setParameter("key", event.orderingKey())
                .setParameter("id", event.id())
                .setParameter("partner", event.partner().value())
                .setParameter("account", event.account().map(AccountId::value).orElse(null))
                .setParameter("order", orderOf(event.data()).map(UUID::toString).orElse(null))
                .setParameter("type", event.type().wireName())
                .setParameter("subject", event.subject())
                .setParameter("data", EventJson.write(event.data()))
                .setParameter("topics", String.join(",", topics.of(event)))
                .setParameter("time", event.time())
                .setParameter("trace", event.trace().map(TraceParent::value).orElse(null))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Optional<UUID> orderOf(EventData data) {
        return switch (data) {
            case OrderParked parked -> Optional.empty(); // its timeline says parked already
            case OrderData order -> Optional.of(order.order().orderId());
            case PairingData pairing -> Optional.empty();
            case EndpointData endpoint -> Optional.empty();
        };
    }
}
