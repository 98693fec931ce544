package dev.scanrelay.push;

import dev.scanrelay.database.Database;
import dev.scanrelay.database.Rows;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Which deliveries are due, and whose turn it is to attempt them. */
@ApplicationScoped
class Deliveries {

    private static final int ENDPOINTS = 200;

    /** So much of an endpoint finds a hand even while others with much under way hold most. */
    private static final int LITTLE = 2;

    private final Database database;
    private final PushSettings settings;

    Deliveries(Database database, PushSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** Leases due deliveries: of each endpoint no more than it takes at once, and as many to go on with. */
    List<Due> claim(int most) {
        return database.write(session -> session.createNativeQuery(PushSql.READY, Object[].class)
                .setParameter("endpoints", ENDPOINTS)
                .getResultList()
                .map(rows -> rows.stream().map(row -> (UUID) row[0]).toList())
                .chain(ready -> ready.isEmpty() ? Uni.createFrom().item(List.of()) : claim(session, ready, most)));
    }

    private Uni<List<Due>> claim(Mutiny.Session session, List<UUID> ready, int most) {
        return session.createNativeQuery(PushSql.CLAIM, Object[].class)
                .setParameter("ids", ready)
                .setParameter("most", most)
                .setParameter("little", LITTLE)
                .setParameter("mostOfMuch", most - settings.workers() / 4)
                .setParameter("lease", settings.lease().toMillis())
                .getResultList()
                .map(rows -> rows.stream().map(Deliveries::due).toList())
                .call(taken -> taken.isEmpty() ? Uni.createFrom().item(0) : countRate(session, taken))
                .call(() -> session.createNativeQuery(PushSql.RESCHEDULE)
                        .setParameter("ids", ready)
                        .executeUpdate());
    }

    private static Uni<Integer> countRate(Mutiny.Session session, List<Due> taken) {
        return session.createNativeQuery(PushSql.COUNT_RATE)
                .setParameter("taken", taken.stream().map(Due::id).toList())
                .executeUpdate();
    }

    /** Ends the leases of what was claimed and not begun. */
    void giveBack(List<Due> claimed) {
        if (claimed.isEmpty()) {
            return;
        }
        Set<UUID> endpoints = claimed.stream().map(Due::endpoint).collect(Collectors.toSet());
        database.write(session -> session.createNativeQuery(PushSql.HOLD_ALL, Object[].class)
                .setParameter("endpoints", endpoints)
                .getResultList()
                .chain(() -> session.createNativeQuery(PushSql.GIVE_BACK)
                        .setParameter(
                                "leases",
                                Rows.json(claimed.stream().map(Lease::of).toList()))
                        .executeUpdate())
                .chain(() -> session.createNativeQuery(PushSql.RESCHEDULE)
                        .setParameter("ids", endpoints)
                        .executeUpdate()));
    }

    private record Lease(long id, long token) {

        static Lease of(Due due) {
            return new Lease(due.id(), due.token());
        }
    }

    /** Forgets what ended long ago. */
    boolean forget() {
        return database.write(session -> session.createNativeQuery(PushSql.FORGET)
                        .setParameter("keep", settings.keep().toMillis())
                        .executeUpdate())
                == 1000;
    }

    /** How many endpoints fail, and for how long the delivery that waits longest has been due. */
    Survey survey() {
        Object[] row = database.read(session ->
                session.createNativeQuery(PushSql.SURVEY, Object[].class).getSingleResult());
        return new Survey(
                ((Number) row[0]).longValue(), ((Number) row[1]).doubleValue(), ((Number) row[2]).longValue());
    }

    record Survey(long failing, double oldestSeconds, long due) {}

    private static Due due(Object[] row) {
        return new Due(
                ((Number) row[0]).longValue(),
                (UUID) row[1],
                ((Number) row[2]).longValue(),
                ((Number) row[3]).intValue(),
                Duration.ofMillis(((Number) row[4]).longValue()),
                ((Number) row[5]).longValue(),
                (Boolean) row[6]);
    }
}
