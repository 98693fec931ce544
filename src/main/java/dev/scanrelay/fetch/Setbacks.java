package dev.scanrelay.fetch;

import dev.scanrelay.database.Database;
import dev.scanrelay.fetch.Failure.Kind;
import dev.scanrelay.fetch.NextStep.Retry;
import dev.scanrelay.order.FailureNote;
import dev.scanrelay.order.Orders;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;

/** Ends attempts that failed, and remembers since when an order waits for a file. */
@ApplicationScoped
class Setbacks {

    private static final String INCOMPLETE = """
            update scan_order set incomplete_since =
                   case when :incomplete then coalesce(incomplete_since, clock_timestamp()) end,
                   awaited_since = case when not :done then awaited_since when wanted > :noted and lane = 0 then notified_at end
             where id = :id and lease_token = :token""";

    private final Database database;
    private final Orders orders;
    private final Clock clock;

    Setbacks(Database database, Orders orders, Clock clock) {
        this.database = database;
        this.orders = orders;
        this.clock = clock;
    }

    /**
     * The order is due again later.
     *
     * @param anew how much later if it was wanted again during the attempt
     */
    void postpone(Lease lease, Failure failure, Retry retry, Duration anew) {
        Instant now = clock.instant();
        database.write(session -> remember(session, lease, failure.kind() == Kind.INCOMPLETE, false)
                .chain(() -> orders.postpone(
                        session,
                        lease.asLeased(),
                        now.plus(retry.after()),
                        now.plus(anew),
                        note(failure, retry.counts()))));
    }

    /** The order waits for a person or a new notification. */
    void park(Lease lease, Failure failure) {
        database.write(session -> orders.park(session, lease.asLeased(), note(failure, true)));
    }

    /** The order is no longer to be expected. */
    void withdraw(Lease lease, Failure failure) {
        database.write(session -> orders.withdraw(session, lease.asLeased(), failure.toString()));
    }

    /** The order waits for nothing any more, but for what was notified meanwhile. */
    Uni<Void> forget(Mutiny.Session session, Lease lease) {
        return remember(session, lease, false, true);
    }

    private static Uni<Void> remember(Mutiny.Session session, Lease lease, boolean incomplete, boolean done) {
        return session.createNativeQuery(INCOMPLETE)
                .setParameter("incomplete", incomplete)
                .setParameter("done", done)
                .setParameter("noted", lease.noted())
                .setParameter("id", lease.orderId())
                .setParameter("token", lease.token())
                .executeUpdate()
                .replaceWithVoid();
    }

    private static FailureNote note(Failure failure, boolean counted) {
        return new FailureNote(failure.kind().label(), failure.reason(), counted, failure.kind() == Kind.NOT_THERE_YET);
    }
}
