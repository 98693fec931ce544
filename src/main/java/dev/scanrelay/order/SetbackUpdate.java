package dev.scanrelay.order;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;

/** What a setback changes of an order's row, which the caller has locked. Every one of them releases the lease. */
@ApplicationScoped
class SetbackUpdate {

    private static final String RELEASE = "lease_owner = null, lease_until = null";

    private static final String FAILED = """
            failure = :failure, failed_at = cast(:now as timestamptz),
            changed_at = case when failure is distinct from :failure then now() else changed_at end, """ + RELEASE;

    /** What comes while the vendor does not show the order yet may be what shows it: then there is nothing to wait for. */
    private static final String POSTPONE = """
            update scan_order
               set due_at = case when :absent and wanted > :noted then clock_timestamp() else cast(:due as timestamptz) end,
                   failures = failures + case when :counted then 1 else 0 end,
                   absent_since = case when :absent then coalesce(absent_since, cast(:now as timestamptz)) end,
            """ + FAILED + " where id = :id";

    private static final String START_ANEW = """
            update scan_order
               set due_at = clock_timestamp(), failures = 0, wanted_at = clock_timestamp(),
            """ + FAILED + " where id = :id";

    private static final String PARK = """
            update scan_order
               set state = 'parked', failures = failures + 1, failure = :failure, failed_at = cast(:now as timestamptz),
                   changed_at = now(), """ + RELEASE + " where id = :id";

    private static final String WITHDRAW = """
            update scan_order
               set state = 'withdrawn', done = greatest(done, :noted), failures = 0, failure = null, failed_at = null,
                   absent_since = null, changed_at = now(), """ + RELEASE + " where id = :id";

    Uni<Void> postpone(Mutiny.Session session, LeasedOrder leased, Instant due, FailureNote note, Instant now) {
        return failed(session, POSTPONE, leased, note, now)
                .setParameter("noted", leased.noted())
                .setParameter("due", due)
                .setParameter("counted", note.counted())
                .setParameter("absent", note.absent())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** The ladder from its first step, at once. */
    Uni<Void> startAnew(Mutiny.Session session, LeasedOrder leased, FailureNote note, Instant now) {
        return failed(session, START_ANEW, leased, note, now).executeUpdate().replaceWithVoid();
    }

    Uni<Void> park(Mutiny.Session session, LeasedOrder leased, FailureNote note, Instant now) {
        return failed(session, PARK, leased, note, now).executeUpdate().replaceWithVoid();
    }

    Uni<Void> withdraw(Mutiny.Session session, LeasedOrder leased) {
        return session.createNativeQuery(WITHDRAW)
                .setParameter("id", leased.orderId())
                .setParameter("noted", leased.noted())
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Mutiny.Query<Object> failed(
            Mutiny.Session session, String sql, LeasedOrder leased, FailureNote note, Instant now) {
        return session.createNativeQuery(sql)
                .setParameter("id", leased.orderId())
                .setParameter("failure", note.text())
                .setParameter("now", now);
    }
}
