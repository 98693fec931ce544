package dev.scanrelay.fetch;

import dev.scanrelay.order.Lane;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What can be seen of fetching from outside. Labels are from small fixed sets. */
@ApplicationScoped
class FetchMetrics {

    private final MeterRegistry meters;
    private final AtomicLong dueLive;
    private final AtomicLong dueSlow;

    FetchMetrics(MeterRegistry meters, InFlight inFlight) {
        this.meters = meters;
        this.dueLive = due("live");
        this.dueSlow = due("slow");
        meters.gauge("scanrelay.fetch.in.flight", inFlight, InFlight::count);
    }

    void attempt(Outcome outcome, Duration took) {
        meters.timer("scanrelay.fetch.attempts", "outcome", outcome.label()).record(took);
    }

    void moved(long bytes) {
        meters.counter("scanrelay.fetch.bytes").increment((double) bytes);
    }

    void parked(Failure failure) {
        meters.counter("scanrelay.fetch.parked", "failure", failure.kind().label())
                .increment();
    }

    void notification(Taken taken) {
        meters.counter("scanrelay.fetch.notifications", "outcome", taken.label())
                .increment();
    }

    void swept(int objects) {
        meters.counter("scanrelay.fetch.swept.objects").increment(objects);
    }

    /** Read from time to time, not for each scrape. */
    void due(Lane lane, long orders) {
        (lane == Lane.LIVE ? dueLive : dueSlow).set(orders);
    }

    private AtomicLong due(String lane) {
        return meters.gauge(
                "scanrelay.fetch.due",
                java.util.List.of(io.micrometer.core.instrument.Tag.of("lane", lane)),
                new AtomicLong());
    }
}
