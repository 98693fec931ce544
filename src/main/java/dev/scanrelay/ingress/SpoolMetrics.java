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

    SpoolMetrics(MeterRegistry registry) {
        Gauge.builder("scanrelay.spool.depth", this, metrics -> metrics.survey.depth())
                .description(
                        "Notifications of all processes that wait in the database for Kafka; NaN while it can't be counted")
                .register(registry);
        Gauge.builder("scanrelay.spool.oldest", this, metrics -> metrics.survey.oldestSeconds())
                .description("Age of the oldest notification that waits in the database")
                .baseUnit("seconds")
                .register(registry);
        written = Counter.builder("scanrelay.spool.written")
                .description("Notifications that this process wrote to the database because Kafka was out")
                .register(registry);
        drained = Counter.builder("scanrelay.spool.drained")
                .description("Notifications that this process brought from the database to Kafka")
                .register(registry);
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
