package dev.scanrelay.event;

import dev.scanrelay.database.Database;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Who relays, by the database's clock. */
final class RelayLease {

    private static final String TAKE = """
            update relay_lease
            set owner = :owner, epoch = epoch + 1, until = now() + make_interval(secs => :seconds)
            where until < now() or owner = :owner
            returning epoch
            """;
    private static final String HOLD = """
            update relay_lease set until = now() + make_interval(secs => :seconds)
            where epoch = :epoch
            returning feed_position
            """;
    private static final String GIVE_UP = "update relay_lease set owner = null, until = now() where epoch = :epoch";

    private final Database database;
    private final double seconds;

    RelayLease(Database database, Duration lease) {
        this.database = database;
        this.seconds = lease.toMillis() / 1000.0;
    }

    /** Takes the lease if it is free, has run out or is this owner's own; the answer is the new epoch. */
    Optional<Long> take(String owner) {
        return Optional.ofNullable(database.write(session -> session.createNativeQuery(TAKE, Tuple.class)
                .setParameter("owner", owner)
                .setParameter("seconds", seconds)
                .getSingleResultOrNull()
                .onItem()
                .ifNotNull()
                .transform(row -> row.get(0, Long.class))));
    }

    void renew(long epoch) {
        database.write(session -> hold(session, epoch));
    }

    /** Lets another process relay at once. */
    void giveUp(long epoch) {
        database.write(session ->
                session.createNativeQuery(GIVE_UP).setParameter("epoch", epoch).executeUpdate());
    }

    /**
     * First statement of every transaction of the relay: fails it unless the epoch is current, and keeps a take-over waiting
     * until it is committed.
     *
     * @return the last feed position given
     */
    Uni<Long> hold(Mutiny.Session session, long epoch) {
        return session.createNativeQuery(HOLD, Tuple.class)
                .setParameter("seconds", seconds)
                .setParameter("epoch", epoch)
                .getSingleResultOrNull()
                .onItem()
                .ifNull()
                .failWith(() -> new Deposed(epoch))
                .map(row -> row.get(0, Long.class));
    }
}
