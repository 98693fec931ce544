package dev.scanrelay.push;

import dev.scanrelay.database.Database;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Has events delivered that somebody asks for. What comes of it is in the log; an endpoint that is disabled gets them once it is enabled.
 * Blocks: for virtual threads.
 */
@ApplicationScoped
class Redelivery {

    static final UUID FIRST = UUID.fromString(RedeliverySql.FIRST);

    private final Database database;

    Redelivery(Database database) {
        this.database = database;
    }

    /** What came of asking for one. */
    enum Resent {
        UNDER_WAY,
        /** It follows another event of its order that is not delivered yet. */
        WAITS,
        UNKNOWN
    }

    /** @param more whether there may be more to recover */
    record Recovered(int recovered, int hurried, boolean more) {}

    /**
     * @param added deliveries; fewer than events looked at where some were there already
     * @param next where to go on; none: all is added
     */
    record Replayed(int added, Optional<Long> next) {}

    /** A stretch of the feed, by positions: (after, last]. */
    private record Stretch(long after, long last) {}

    Resent resend(UUID endpoint, long delivery) {
        return held(
                endpoint,
                session -> one(session, RedeliverySql.RESEND, endpoint, delivery)
                        .chain(revived -> one(session, RedeliverySql.HURRY_ONE, endpoint, delivery))
                        .chain(() -> one(session, RedeliverySql.PROBE, endpoint, delivery))
                        .chain(() -> session.createNativeQuery(RedeliverySql.STATE, Object[].class)
                                .setParameter("id", delivery)
                                .setParameter("endpoint", endpoint)
                                .getSingleResultOrNull())
                        .map(row -> row == null
                                ? Resent.UNKNOWN
                                : row[1].equals("waiting") ? Resent.WAITS : Resent.UNDER_WAY));
    }

    /** All that was given up or dropped since then, the earliest first, and at once what waits for its next attempt. */
    Recovered recover(UUID endpoint, Instant since, int most) {
        return held(
                endpoint,
                session -> session.createNativeQuery(RedeliverySql.RECOVER)
                        .setParameter("endpoint", endpoint)
                        .setParameter("since", since)
                        .setParameter("most", most)
                        .executeUpdate()
                        .chain(recovered -> session.createNativeQuery(RedeliverySql.HURRY)
                                .setParameter("endpoint", endpoint)
                                .setParameter("most", most)
                                .executeUpdate()
                                .map(hurried -> new Recovered(recovered, hurried, recovered == most))));
    }

    /** What the endpoint would hear of now and that was never handed out to it. */
    Replayed catchUp(UUID endpoint, Instant from, Instant until, long after, int most) {
        return add(endpoint, FIRST, "", from, until, after, most);
    }

    /** All that the endpoint would hear of now, marked as a replay. Its order is kept within the replay; live events do not wait for it. */
    Replayed replay(UUID endpoint, UUID replay, Instant from, Instant until, long after, int most) {
        return add(endpoint, replay, "replay/" + replay + "/", from, until, after, most);
    }

    private Replayed add(UUID endpoint, UUID replay, String lane, Instant from, Instant until, long after, int most) {
        return held(
                endpoint,
                session -> session.createNativeQuery(RedeliverySql.STRETCH, Object[].class)
                        .setParameter("after", after)
                        .setParameter("from", from)
                        .setParameter("until", until)
                        .getSingleResult()
                        .map(row -> new Stretch(number(row[0]), number(row[1])))
                        .chain(stretch -> add(session, endpoint, replay, lane, stretch, most)));
    }

    private static Uni<Replayed> add(
            Mutiny.Session session, UUID endpoint, UUID replay, String lane, Stretch stretch, int most) {
        return session.createNativeQuery(RedeliverySql.PAGE, Object[].class)
                .setParameter("endpoint", endpoint)
                .setParameter("after", stretch.after())
                .setParameter("last", stretch.last())
                .setParameter("most", most)
                .getSingleResult()
                .chain(page -> session.createNativeQuery(RedeliverySql.REPLAY)
                        .setParameter("endpoint", endpoint)
                        .setParameter("replay", replay.toString())
                        .setParameter("lane", lane)
                        .setParameter("after", stretch.after())
                        .setParameter("last", stretch.last())
                        .setParameter("most", most)
                        .executeUpdate()
                        .map(added -> new Replayed(
                                added, number(page[0]) == most ? Optional.of(number(page[1])) : Optional.empty())));
    }

    private <T> T held(UUID endpoint, java.util.function.Function<Mutiny.Session, Uni<T>> work) {
        return database.write(session -> session.createNativeQuery(RedeliverySql.HOLD, Object[].class)
                .setParameter("endpoint", endpoint)
                .getResultList()
                .chain(() -> work.apply(session))
                .call(() -> session.createNativeQuery(PushSql.RESCHEDULE)
                        .setParameter("ids", List.of(endpoint))
                        .executeUpdate()));
    }

    private static Uni<Integer> one(Mutiny.Session session, String statement, UUID endpoint, long delivery) {
        return session.createNativeQuery(statement)
                .setParameter("endpoint", endpoint)
                .setParameter("id", delivery)
                .executeUpdate();
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }
}
