package dev.scanrelay.reconcile;

import dev.scanrelay.database.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.hibernate.reactive.mutiny.Mutiny;

/** What can be seen of sweeping from outside. Labels are from small fixed sets. */
@ApplicationScoped
class SweepMetrics {

    private final MeterRegistry meters;
    private final Database database;

    SweepMetrics(MeterRegistry meters, Database database) {
        this.meters = meters;
        this.database = database;
    }

    /** At zero, from the start: that no sweep ends is seen only of what is there. */
    void start(@Observes StartupEvent starting) {
        for (Kind kind : Kind.values()) {
            meters.counter("scanrelay.reconcile.complete", "kind", kind.wire());
        }
    }

    /** Counted once it is committed. */
    void read(Mutiny.Session session, Kind kind, int listed, int found) {
        database.afterCommit(session, () -> {
            meters.counter("scanrelay.reconcile.listed", "kind", kind.wire()).increment(listed);
            meters.counter("scanrelay.reconcile.found", "kind", kind.wire()).increment(found);
        });
    }

    void complete(Kind kind) {
        meters.counter("scanrelay.reconcile.complete", "kind", kind.wire()).increment();
    }

    /** An order that Align does not give when it is asked for alone. */
    void notShown(Kind kind, String failure) {
        meters.counter("scanrelay.reconcile.not.shown", "kind", kind.wire(), "failure", failure)
                .increment();
    }

    void failed(Kind kind, String failure) {
        meters.counter("scanrelay.reconcile.failures", "kind", kind.wire(), "failure", failure)
                .increment();
    }
}
