package dev.scanrelay.push;

import dev.scanrelay.database.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/** Which deliveries are due, and whose turn it is to attempt them. */
@ApplicationScoped
class Deliveries {

    private static final int ENDPOINTS = 200;

    private final Database database;
    private final PushSettings settings;

    Deliveries(Database database, PushSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** Leases due deliveries: of each endpoint no more than it takes at once. */
    List<Due> claim(int most) {
        return database.write(session -> session.createNativeQuery(PushSql.CLAIM, Object[].class)
                .setParameter("endpoints", ENDPOINTS)
                .setParameter("most", most)
                .setParameter("lease", settings.lease().toMillis())
                .getResultList()
                .map(rows -> rows.stream().map(Deliveries::due).toList())
                .call(taken -> reschedule(session, taken)));
    }

    private static Uni<Integer> reschedule(Mutiny.Session session, List<Due> taken) {
        return session.createNativeQuery(PushSql.STILL_READY, Object[].class)
                .setParameter("endpoints", ENDPOINTS)
                .getResultList()
                .map(ready -> Stream.concat(
                                ready.stream().map(row -> (UUID) row[0]),
                                taken.stream().map(Due::endpoint))
                        .collect(Collectors.toSet()))
                .chain(ids -> ids.isEmpty()
                        ? Uni.createFrom().item(0)
                        : session.createNativeQuery(PushSql.RESCHEDULE)
                                .setParameter("ids", ids)
                                .executeUpdate());
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
        return new Survey(((Number) row[0]).longValue(), ((Number) row[1]).doubleValue());
    }

    record Survey(long failing, double oldestSeconds) {}

    private static Due due(Object[] row) {
        return new Due(
                ((Number) row[0]).longValue(),
                (UUID) row[1],
                ((Number) row[2]).longValue(),
                ((Number) row[3]).intValue(),
                Duration.ofMillis(((Number) row[4]).longValue()),
                ((Number) row[5]).longValue());
    }
}
