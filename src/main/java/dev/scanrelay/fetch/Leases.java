package dev.scanrelay.fetch;

import static java.util.stream.Collectors.toMap;

import dev.scanrelay.database.Database;
import dev.scanrelay.database.Rows;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.order.Lane;
import dev.scanrelay.trace.TraceParent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who works on which order, by the database's clock. An order is due while something is wanted that is not done, its time has
 * come and nobody holds it.
 */
@ApplicationScoped
class Leases {

    /** Names this process's leases; another start of the same program is another owner. */
    private final String owner = UUID.randomUUID().toString();

    private final Database database;
    private final FetchConfig config;

    Leases(Database database, FetchConfig config) {
        this.database = database;
        this.config = config;
    }

    /** A quarter of the workers is left to the others, should one region take long to answer. */
    private int perRegion(Lane lane) {
        int workers = lane == Lane.LIVE ? config.workers() : config.slowWorkers();
        return workers - workers / 4;
    }

    /** Takes due orders of a lane: accounts in turn, none beyond its share, no region beyond its own. Two processes that take at once may exceed the share by a few. */
    List<Lease> take(Lane lane, int atMost) {
        return database.write(session -> session.createNativeQuery(LeaseSql.TAKE, Object[].class)
                .setParameter("lane", lane.number())
                .setParameter("perAccount", config.perAccount())
                .setParameter("perRegion", perRegion(lane))
                .setParameter("atMost", atMost)
                .setParameter("owner", owner)
                .setParameter("term", config.lease().toMillis())
                .setParameter("patience", config.incompleteAfter().toMillis())
                .setParameter("others", Failure.OTHERS)
                .getResultList()
                .map(rows -> rows.stream().map(this::lease).toList()));
    }

    /** Prolongs the leases and returns those that are still ours; the others were taken over. */
    Set<Lease> renew(Collection<Lease> held) {
        if (held.isEmpty()) {
            return Set.of();
        }
        Map<UUID, Long> tokens = database.write(session -> session.createNativeQuery(LeaseSql.RENEW, Object[].class)
                .setParameter(
                        "ids", Rows.joined(held.stream().map(Lease::orderId).toList()))
                .setParameter("owner", owner)
                .setParameter("term", config.lease().toMillis())
                .getResultList()
                .map(rows -> rows.stream().collect(toMap(row -> (UUID) row[0], row -> number(row[1])))));
        return held.stream()
                .filter(lease -> Long.valueOf(lease.token()).equals(tokens.get(lease.orderId())))
                .collect(Collectors.toSet());
    }

    /** Gives an order back unfinished: it is due again at once, for anybody. */
    void release(Lease lease) {
        database.write(session -> session.createNativeQuery(LeaseSql.RELEASE)
                .setParameter("id", lease.orderId())
                .setParameter("token", lease.token())
                .executeUpdate());
    }

    /** Orders that could be taken now, counted up to a limit so that a great backlog costs no more than a small one. */
    long due(Lane lane, int upTo) {
        return database.read(session -> session.createNativeQuery(LeaseSql.DUE, Tuple.class)
                .setParameter("lane", lane.number())
                .setParameter("upTo", upTo)
                .getSingleResult()
                .map(row -> row.get(0, Long.class)));
    }

    /** How many orders are given up, by the class of their failure. */
    Map<String, Long> parked() {
        return database.read(session -> session.createNativeQuery(LeaseSql.PARKED, Tuple.class)
                .getResultList()
                .map(rows ->
                        rows.stream().collect(toMap(row -> row.get(0, String.class), row -> row.get(1, Long.class)))));
    }

    /** How long the order that waits longest has been wanted; zero if none waits. */
    Duration oldest(Lane lane) {
        return Duration.ofSeconds(database.read(session -> session.createNativeQuery(LeaseSql.OLDEST, Tuple.class)
                .setParameter("lane", lane.number())
                .getSingleResult()
                .map(row -> row.get(0, Long.class))));
    }

    /** Notifications that are not fulfilled though they should be, by region; of those without any, zero. */
    Map<String, Long> late(Duration promise) {
        return database.read(session -> session.createNativeQuery(LeaseSql.LATE, Tuple.class)
                .setParameter("promise", promise.toMillis())
                .setParameter("others", Failure.OTHERS)
                .getResultList()
                .map(rows ->
                        rows.stream().collect(toMap(row -> row.get(0, String.class), row -> row.get(1, Long.class)))));
    }

    private Lease lease(Object[] row) {
        return new Lease(
                (UUID) row[0],
                new PartnerId((String) row[1]),
                new AccountId((String) row[2]),
                new RxId((String) row[3]),
                owner,
                number(row[4]),
                number(row[5]),
                (int) number(row[6]),
                Duration.ofSeconds(number(row[7])),
                (boolean) row[8],
                awaited(row[10], row[11]),
                TraceParent.read((String) row[9]));
    }

    private static Optional<Awaited> awaited(@Nullable Object region, @Nullable Object seconds) {
        return Optional.ofNullable((Double) seconds)
                .map(waited -> new Awaited(
                        Optional.ofNullable((String) region),
                        Duration.ofMillis(Math.max(0, Math.round(waited * 1000)))));
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
