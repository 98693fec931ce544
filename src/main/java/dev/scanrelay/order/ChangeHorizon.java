package dev.scanrelay.order;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Up to where changes can be read without missing one. A change carries the time at which its transaction began; what begins later
 * carries a later time, so nothing earlier than the oldest transaction under way can still appear. The second of margin is for one
 * that has begun and does not show in the view yet; the limit is for one that is stuck, far beyond what ours may take.
 */
@ApplicationScoped
class ChangeHorizon {

    private static final String HORIZON = """
            select greatest(now() - interval '5 minutes',
                            least(now() - interval '1 second', min(xact_start) - interval '1 microsecond')) as horizon
              from pg_stat_activity
             where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()""";

    /** The statement that reads the changes comes after this one: its snapshot then holds all that has been committed before. */
    Uni<Instant> of(Mutiny.Session session) {
        return session.createNativeQuery(HORIZON, Tuple.class)
                .getSingleResult()
                .map(row -> new Row(row).instant("horizon"));
    }
}
