package dev.scanrelay.push;

import dev.scanrelay.database.Database;
import dev.scanrelay.database.Rows;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Has events delivered that somebody asks for. What comes of it is in the log; an endpoint that is disabled gets them once it is enabled.
 * Blocks: for virtual threads.
 */
@ApplicationScoped
class Redelivery {

    static final UUID FIRST = UUID.fromString(RedeliverySql.FIRST);

    private static final int AT_ONCE = 5_000;
    private static final int STEPS = 10;

    private final Database database;
    private final PushSettings settings;
    private final int atOnce;
    private final int steps;

    @Inject
    Redelivery(Database database, PushSettings settings) {
        this(database, settings, AT_ONCE, STEPS);
    }

    /**
     * As above, with other steps.
     *
     * @param atOnce events of the partner that one statement looks at
     * @param steps statements that look, for one call
     */
    Redelivery(Database database, PushSettings settings, int atOnce, int steps) {
        this.database = database;
        this.settings = settings;
        this.atOnce = atOnce;
        this.steps = steps;
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

    /** What came of asking for a replay. */
    sealed interface Replayed {

        /**
         * Some were added, or none.
         *
         * @param added deliveries; fewer than events looked at where some were there already
         * @param next where to go on; none: all is added
         */
        record Added(int added, Optional<Long> next) implements Replayed {}

        /** The endpoint has so much waiting that nothing more is added. */
        record TooMuchWaits() implements Replayed {}
    }

    /** A stretch of the feed, by positions: (after, last]. */
    private record Stretch(long after, long last) {

        Stretch from(long position) {
            return new Stretch(position, last);
        }
    }

    /** What a look at the feed found. */
    private record Found(List<Long> positions, Optional<Long> next) {}

    /** What one step of it saw. */
    private record Seen(List<Long> positions, long count, long last) {}

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
        if (open(endpoint) >= settings.mostWaiting()) {
            return new Replayed.TooMuchWaits();
        }
        Found found = look(
                endpoint,
                stretch(from, until, after),
                most); // before the endpoint is held: live events wait for no look
        int added = found.positions().isEmpty()
                ? 0
                : held(endpoint, session -> add(session, endpoint, replay, lane, found.positions()));
        return new Replayed.Added(added, found.next());
    }

    private long open(UUID endpoint) {
        return database.read(session -> session.createNativeQuery(RedeliverySql.OPEN, Object[].class)
                .setParameter("endpoint", endpoint)
                .setParameter("most", settings.mostWaiting())
                .getSingleResult()
                .map(row -> number(row[0])));
    }

    private Stretch stretch(Instant from, Instant until, long after) {
        return database.read(session -> session.createNativeQuery(RedeliverySql.STRETCH, Object[].class)
                .setParameter("after", after)
                .setParameter("from", from)
                .setParameter("until", until)
                .getSingleResult()
                .map(row -> new Stretch(number(row[0]), number(row[1]))));
    }

    /** Step by step, and no further than so many of them: where what is looked for is rare, the caller asks again. */
    private Found look(UUID endpoint, Stretch stretch, int most) {
        List<Long> positions = new ArrayList<>();
        Stretch left = stretch;
        for (int step = 0; step < steps; step++) {
            Seen seen = see(endpoint, left, most - positions.size());
            positions.addAll(seen.positions());
            if (positions.size() == most) {
                return new Found(positions, Optional.of(positions.getLast()));
            }
            if (seen.count() < atOnce) {
                return new Found(positions, Optional.empty());
            }
            left = left.from(seen.last());
        }
        return new Found(positions, Optional.of(left.after()));
    }

    private Seen see(UUID endpoint, Stretch stretch, int most) {
        return database.read(session -> session.createNativeQuery(RedeliverySql.LOOK, Object[].class)
                .setParameter("endpoint", endpoint)
                .setParameter("after", stretch.after())
                .setParameter("last", stretch.last())
                .setParameter("looked", atOnce)
                .setParameter("most", most)
                .getSingleResult()
                .map(row -> new Seen(positions((String) row[0]), number(row[1]), row[2] == null ? 0 : number(row[2]))));
    }

    private static List<Long> positions(String joined) {
        return Stream.of(joined.split(","))
                .filter(one -> !one.isEmpty())
                .map(Long::valueOf)
                .toList();
    }

    private static Uni<Integer> add(
            Mutiny.Session session, UUID endpoint, UUID replay, String lane, List<Long> positions) {
        return session.createNativeQuery(RedeliverySql.REPLAY)
                .setParameter("endpoint", endpoint)
                .setParameter("replay", replay.toString())
                .setParameter("lane", lane)
                .setParameter("positions", Rows.joined(positions))
                .executeUpdate();
    }

    private <T> T held(UUID endpoint, java.util.function.Function<Mutiny.Session, Uni<T>> work) {
        return database.write(session -> session.createNativeQuery(RedeliverySql.HOLD, Object[].class)
                .setParameter("endpoint", endpoint)
                .getResultList()
                .chain(() -> work.apply(session))
                .call(() -> Deliveries.reschedule(session, Set.of(endpoint))));
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
