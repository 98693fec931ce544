package dev.scanrelay.order;

import dev.scanrelay.database.Database;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
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

    void revision(Mutiny.Session session, Origin origin) {
        database.afterCommit(
                session,
                () -> meters.counter(REVISIONS, "origin", origin.wire()).increment());
    }
}
