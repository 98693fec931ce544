package dev.scanrelay.fetch;

import dev.scanrelay.fetch.Failure.Kind;
import dev.scanrelay.metric.Regions;
import dev.scanrelay.order.Lane;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What can be seen of fetching from outside. Labels are from small fixed sets. */
@ApplicationScoped
class FetchMetrics {

    private static final Duration LONGEST = Duration.ofDays(365);

    private final MeterRegistry meters;
    private final MultiGauge late;
    private final AtomicLong dueLive;
    private final AtomicLong dueSlow;
    private final Map<Lane, AtomicLong> oldest = new EnumMap<>(Lane.class);
    private final Map<Kind, AtomicLong> parked = new EnumMap<>(Kind.class);

    FetchMetrics(MeterRegistry meters, InFlight inFlight) {
        this.meters = meters;
        this.late = MultiGauge.builder("scanrelay.notifications.late")
                .description("Notifications whose files could be had for longer than promised and are not stored")
                .register(meters);
        this.dueLive = gauge("scanrelay.fetch.due", Lane.LIVE);
        this.dueSlow = gauge("scanrelay.fetch.due", Lane.SLOW);
        for (Lane lane : Lane.values()) {
            oldest.put(lane, gauge("scanrelay.fetch.oldest.seconds", lane));
        }
        for (Kind kind : Kind.values()) {
            if (kind.parks()) {
                parked.put(
                        kind,
                        meters.gauge(
                                "scanrelay.orders.parked", List.of(Tag.of("cause", kind.label())), new AtomicLong()));
            }
        }
        // From the start, so that the first of a kind counts, too.
        for (Taken taken : Taken.values()) {
            meters.counter("scanrelay.fetch.notifications", "outcome", taken.label());
        }
        meters.gauge("scanrelay.fetch.in.flight", inFlight, InFlight::count);
    }

    void attempt(Outcome outcome, Duration took) {
        meters.timer("scanrelay.fetch.attempts", "outcome", outcome.label()).record(took);
    }

    /** From the first sign of something new to its revision, retries and waits in it. */
    void stored(Duration sinceWanted) {
        meters.timer("scanrelay.fetch.stored").record(sinceWanted);
    }

    /** The files are stored that a notification told of. */
    void fulfilled(Awaited awaited) {
        notification("stored", awaited.region()).record(awaited.time());
    }

    /** What a notification told of is given up, and it is not Align's or the clinic's doing. */
    void unfulfilled(Awaited awaited) {
        notification("given_up", awaited.region()).record(awaited.time());
    }

    /** How many are late now. All series of a region exist from when it has a clinic, so that the first of a kind counts. */
    void late(Map<String, Long> byRegion) {
        late.register(
                byRegion.entrySet().stream()
                        .map(region ->
                                MultiGauge.Row.of(Tags.of("region", Regions.shown(region.getKey())), region.getValue()))
                        .toList(),
                true);
        byRegion.keySet()
                .forEach(region ->
                        List.of("stored", "given_up").forEach(outcome -> notification(outcome, Optional.of(region))));
    }

    private Timer notification(String outcome, Optional<String> region) {
        return Timer.builder("scanrelay.notifications.settled")
                .description("Time from when the files that a notification told of could be had to their being stored")
                .tag("outcome", outcome)
                .tag("region", region.map(Regions::shown).orElse("unknown"))
                .register(meters);
    }

    /** From the webhook to the order that is wanted because of it, the spool and Kafka in between. */
    void tookIn(Duration sinceReceived) {
        meters.timer("scanrelay.fetch.intake").record(believable(sinceReceived));
    }

    /** A record may claim any time; one that no timer can hold must not stop the intake. */
    private static Duration believable(Duration claimed) {
        if (claimed.isNegative()) {
            return Duration.ZERO;
        }
        return claimed.compareTo(LONGEST) > 0 ? LONGEST : claimed;
    }

    /** How long the order that waits longest has been wanted; nothing where none waits. */
    void oldest(Lane lane, Duration wanted) {
        Objects.requireNonNull(oldest.get(lane)).set(wanted.toSeconds());
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

    private AtomicLong gauge(String name, Lane lane) {
        return meters.gauge(name, List.of(Tag.of("lane", lane.name().toLowerCase(Locale.ROOT))), new AtomicLong());
    }
}
