package dev.scanrelay.order;

import dev.scanrelay.database.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.hibernate.reactive.mutiny.Mutiny;

/** Counts what each origin brought, once it is committed. */
@ApplicationScoped
class OriginMeter {

    static final String REVISIONS = "scanrelay.orders.revisions";

    private final MeterRegistry meters;
    private final Database database;

    OriginMeter(MeterRegistry meters, Database database) {
        this.meters = meters;
        this.database = database;
    }

    /** At zero, from the start, so that the first of an origin counts, too. */
    void start(@Observes StartupEvent starting) {
        for (Origin origin : Origin.values()) {
            meters.counter(REVISIONS, "origin", origin.wire());
        }
    }

    void revision(Mutiny.Session session, Origin origin) {
        database.afterCommit(
                session,
                () -> meters.counter(REVISIONS, "origin", origin.wire()).increment());
    }
}
