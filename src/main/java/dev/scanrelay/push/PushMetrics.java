package dev.scanrelay.push;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What can be seen of deliveries from outside. Labels are from small fixed sets. */
@ApplicationScoped
class PushMetrics {

    private final MeterRegistry meters;
    private final AtomicLong failing;
    private final AtomicLong unreadable;
    private final AtomicLong oldest;
    private final AtomicLong due;

    PushMetrics(MeterRegistry meters) {
        this.meters = meters;
        meters.timer("scanrelay.push.attempts", "outcome", "delivered");
        meters.timer("scanrelay.push.delivered");
        this.failing = meters.gauge("scanrelay.push.endpoints.failing", new AtomicLong());
        this.due = meters.gauge("scanrelay.push.due", new AtomicLong());
        this.unreadable = meters.gauge("scanrelay.push.endpoints.unreadable", new AtomicLong());
        this.oldest = meters.gauge("scanrelay.push.oldest.seconds", new AtomicLong());
    }

    void attempt(Verdict verdict, Duration took) {
        String outcome =
                verdict instanceof Verdict.Failed failed && failed.label().startsWith("status-")
                        ? "refused"
                        : verdict.label();
        meters.timer("scanrelay.push.attempts", "outcome", outcome).record(took);
    }

    /** From the announcement to the answer of the endpoint. */
    void delivered(Duration sinceAnnounced) {
        meters.timer("scanrelay.push.delivered").record(sinceAnnounced.isNegative() ? Duration.ZERO : sinceAnnounced);
    }

    void surveyed(Deliveries.Survey survey) {
        failing.set(survey.failing());
        due.set(survey.due());
        unreadable.set(survey.unreadable());
        oldest.set((long) survey.oldestSeconds());
    }
}
