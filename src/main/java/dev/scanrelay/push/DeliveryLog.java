package dev.scanrelay.push;

import dev.scanrelay.database.Database;
import dev.scanrelay.secret.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** What became of deliveries. Blocks: for virtual threads. */
@ApplicationScoped
class DeliveryLog {

    private final Database database;
    private final Vault vault;
    private final PushSettings settings;

    DeliveryLog(Database database, Vault vault, PushSettings settings) {
        this.database = database;
        this.vault = vault;
        this.settings = settings;
    }

    /** The latest before an id, of these states. */
    List<DeliveryView> list(UUID endpoint, long before, Set<String> states, int limit) {
        return list(DeliveryLogSql.LIST, endpoint, before, states, limit, statement -> statement);
    }

    /** The same of one event, as long as there is that event. */
    List<DeliveryView> ofEvent(UUID endpoint, String event, long before, Set<String> states, int limit) {
        return list(
                DeliveryLogSql.OF_EVENT,
                endpoint,
                before,
                states,
                limit,
                statement -> statement.setParameter("event", event));
    }

    private List<DeliveryView> list(
            String statement,
            UUID endpoint,
            long before,
            Set<String> states,
            int limit,
            UnaryOperator<Mutiny.SelectionQuery<Tuple>> more) {
        return database.read(session -> more.apply(session.createNativeQuery(statement, Tuple.class)
                        .setParameter("endpoint", endpoint)
                        .setParameter("before", before)
                        .setParameter("states", String.join(",", states))
                        .setParameter("limit", limit))
                .getResultList()
                .map(rows -> rows.stream().map(DeliveryLog::delivery).toList()));
    }

    Optional<DeliveryView> find(UUID endpoint, long id) {
        return database.read(session -> session.createNativeQuery(DeliveryLogSql.FIND, Tuple.class)
                .setParameter("endpoint", endpoint)
                .setParameter("id", id)
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(DeliveryLog::delivery)));
    }

    /** The latest 100 of one delivery, the latest first. */
    List<AttemptView> attempts(long delivery) {
        List<Tuple> rows = database.read(session -> session.createNativeQuery(DeliveryLogSql.ATTEMPTS, Tuple.class)
                .setParameter("id", delivery)
                .getResultList());
        return rows.stream().map(this::attempt).toList();
    }

    /** @param recently when the last hour began */
    StatisticsView statistics(UUID endpoint, Instant since, Instant recently) {
        List<Tuple> outcomes = database.read(session -> session.createNativeQuery(DeliveryLogSql.OUTCOMES, Tuple.class)
                .setParameter("endpoint", endpoint)
                .setParameter("since", since)
                .setParameter("recently", recently)
                .getResultList());
        Tuple row = database.read(session -> session.createNativeQuery(DeliveryLogSql.STANDING, Tuple.class)
                .setParameter("endpoint", endpoint)
                .setParameter("since", since)
                .getSingleResult());
        Optional<Instant> failingSince = time(row, "failing_since");
        return new StatisticsView(
                countedFrom(outcomes, since),
                counts(outcomes, "times"),
                counts(outcomes, "recent_times"),
                Optional.ofNullable(row.get("median", Integer.class)),
                Optional.ofNullable(row.get("slowest", Integer.class)),
                time(row, "last_delivered"),
                row.get("open", Long.class),
                time(row, "oldest"),
                failingSince,
                failingSince.map(begun -> begun.plus(settings.disableAfter())));
    }

    private static Instant countedFrom(List<Tuple> outcomes, Instant since) {
        long counted =
                outcomes.stream().mapToLong(row -> row.get("times", Long.class)).sum();
        return counted < DeliveryLogSql.COUNTED
                ? since
                : outcomes.stream()
                        .flatMap(row -> time(row, "earliest").stream())
                        .min(Comparator.naturalOrder())
                        .orElse(since);
    }

    private static Map<String, Long> counts(List<Tuple> outcomes, String column) {
        return outcomes.stream()
                .filter(row -> row.get(column, Long.class) > 0)
                .collect(Collectors.toMap(
                        row -> row.get("outcome", String.class),
                        row -> row.get(column, Long.class),
                        Long::sum,
                        TreeMap::new));
    }

    private static DeliveryView delivery(Tuple row) {
        return new DeliveryView(
                row.get("id", Long.class),
                row.get("event_id", String.class),
                Optional.ofNullable(row.get("type", String.class)),
                Optional.ofNullable(row.get("subject", String.class)),
                row.get("position", Long.class),
                row.get("state", String.class),
                row.get("attempts", Integer.class),
                row.get("is_replay", Boolean.class),
                row.get("created_at", OffsetDateTime.class).toInstant(),
                time(row, "due_at"),
                time(row, "ended_at"));
    }

    private AttemptView attempt(Tuple row) {
        return new AttemptView(
                row.get("at", OffsetDateTime.class).toInstant(),
                row.get("outcome", String.class),
                Optional.ofNullable(row.get("status", Integer.class)),
                row.get("took_ms", Integer.class),
                Optional.ofNullable(row.get("body", byte[].class)).map(kept -> vault.open(kept, SealedBodies.CONTEXT)),
                time(row, "next_at"));
    }

    private static Optional<Instant> time(Tuple row, String column) {
        return Optional.ofNullable(row.get(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
