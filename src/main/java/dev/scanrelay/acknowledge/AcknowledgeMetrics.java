package dev.scanrelay.acknowledge;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;

/** What can be seen of acknowledgements from outside. Labels are outcomes alone: never whose. */
@ApplicationScoped
class AcknowledgeMetrics {

    private final MeterRegistry meters;
    private final AtomicLong overdue;
    private final AtomicLong unmatched;
    private final AtomicLong rejected;

    AcknowledgeMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.overdue = meters.gauge("scanrelay.acknowledgements.overdue", new AtomicLong());
        this.unmatched = meters.gauge("scanrelay.acknowledgements.unmatched", new AtomicLong());
        this.rejected = meters.gauge("scanrelay.acknowledgements.rejected", new AtomicLong());
    }

    void acknowledged(Outcome outcome) {
        meters.counter("scanrelay.acknowledgements", "outcome", outcome.wire()).increment();
    }

    void surveyed(Expectations.Survey survey) {
        overdue.set(survey.overdue());
        unmatched.set(survey.unmatched());
        rejected.set(survey.rejected());
    }
}
