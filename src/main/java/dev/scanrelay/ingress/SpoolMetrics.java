package dev.scanrelay.ingress;

import dev.scanrelay.ingress.SpoolTable.Survey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What waits in the spool, of all processes, and what this one wrote and drained. */
final class SpoolMetrics {

    private volatile Survey survey = Survey.UNKNOWN;
    private final Counter written;
    private final Counter drained;
    private final Counter refused;

    SpoolMetrics(MeterRegistry registry) {
        Gauge.builder("scanrelay.spool.depth", this, metrics -> metrics.survey.depth())
                .description(
                        "Notifications of all processes that wait in the database for Kafka, beyond 10,000 about; NaN while it can't be counted")
                .register(registry);
        Gauge.builder("scanrelay.spool.oldest", this, metrics -> metrics.survey.oldestSeconds())
                .description("Age of the oldest notification that waits in the database")
                .baseUnit("seconds")
                .register(registry);
        written = Counter.builder("scanrelay.spool.written")
                .description("Notifications that this process wrote to the database because Kafka was out")
                .register(registry);
        refused = Counter.builder("scanrelay.spool.refused")
                .description("Notifications that this process did not write to the database because it holds too many")
                .register(registry);
        drained = Counter.builder("scanrelay.spool.drained")
                .description("Notifications that this process brought from the database to Kafka")
                .register(registry);
    }

    /** As of the last look; not a number while nobody knows. */
    double depth() {
        return survey.depth();
    }

    void refused() {
        refused.increment();
    }

    void written(int notifications) {
        written.increment(notifications);
    }

    void drained(int notifications) {
        drained.increment(notifications);
    }

    void surveyed(Survey latest) {
        survey = latest;
    }
}
