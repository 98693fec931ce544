package dev.scanrelay.fetch;

import dev.scanrelay.fetch.Failure.Kind;
import dev.scanrelay.order.Lane;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What can be seen of fetching from outside. Labels are from small fixed sets. */
@ApplicationScoped
class FetchMetrics {

    private final MeterRegistry meters;
    private final AtomicLong dueLive;
    private final AtomicLong dueSlow;
    private final Map<Kind, AtomicLong> parked = new EnumMap<>(Kind.class);

    FetchMetrics(MeterRegistry meters, InFlight inFlight) {
        this.meters = meters;
        this.dueLive = due("live");
        this.dueSlow = due("slow");
        for (Kind kind : Kind.values()) {
            if (kind.parks()) {
                parked.put(
                        kind,
                        meters.gauge(
                                "scanrelay.orders.parked", List.of(Tag.of("cause", kind.label())), new AtomicLong()));
            }
        }
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

    /** How many there are now, by the class of failure. */
    void parked(Map<String, Long> orders) {
        parked.forEach((kind, gauge) -> gauge.set(orders.getOrDefault(kind.label(), 0L)));
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
        return meters.gauge("scanrelay.fetch.due", List.of(Tag.of("lane", lane)), new AtomicLong());
    }
}
