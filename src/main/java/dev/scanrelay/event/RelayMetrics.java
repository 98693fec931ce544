package dev.scanrelay.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the relay of this process announced and, while it relays, what waits. */
@ApplicationScoped
class RelayMetrics {

    /** What waits in the outbox; not a number in processes that don't relay. */
    record Survey(double pending, double oldestSeconds, double parked) {

        static final Survey NONE = new Survey(Double.NaN, Double.NaN, Double.NaN);
    }

    private volatile Survey survey = Survey.NONE;
    private final Counter announced;
    private final Counter republished;
    private final DistributionSummary batchSize;
    private final Timer delay;
    private final Clock clock;

    RelayMetrics(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        Gauge.builder("scanrelay.outbox.pending", this, metrics -> metrics.survey.pending())
                .description("Events that wait to be announced")
                .register(registry);
        Gauge.builder("scanrelay.outbox.oldest", this, metrics -> metrics.survey.oldestSeconds())
                .description("Age of the oldest event that waits")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("scanrelay.outbox.parked", this, metrics -> metrics.survey.parked())
                .description("Events that can't be sent, and those behind them; a person must act")
                .register(registry);
        announced = Counter.builder("scanrelay.relay.announced")
                .description("Events announced by this process")
                .register(registry);
        republished = Counter.builder("scanrelay.relay.republished")
                .description("Announced events sent once more by this process")
                .register(registry);
        batchSize = DistributionSummary.builder("scanrelay.relay.batch.size")
                .description("Events of one Kafka transaction")
                .register(registry);
        delay = Timer.builder("scanrelay.relay.delay")
                .description("Time from what an event tells of to its announcement")
                .register(registry);
    }

    /** From what each event tells of to its announcement, just now. */
    void delays(List<OutboxRow> announced) {
        Instant now = clock.instant();
        announced.forEach(event -> delay.record(Duration.between(event.occurredAt(), now)));
    }

    void announced(int events) {
        announced.increment(events);
        batchSize.record(events);
    }

    void republished(int events) {
        republished.increment(events);
    }

    void surveyed(Survey latest) {
        survey = latest;
    }
}
