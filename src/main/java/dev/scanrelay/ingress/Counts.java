package dev.scanrelay.ingress;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Counts deliveries by what became of them, and refused ones by why. All series exist from the start, at zero. */
final class Counts {

    private static final String NAME = "scanrelay.ingress.notifications";
    private static final String ANSWERS = "scanrelay.ingress.answers";

    private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);
    private final Map<Stored, Timer> answers = new EnumMap<>(Stored.class);
    private final Counter accepted;
    private final Counter spooled;
    private final Counter unavailable;
    private final Counter tooMany;
    private final Counter aborted;

    Counts(MeterRegistry registry) {
        for (Refusal refusal : Refusal.values()) {
            refused.put(refusal, counter(registry, "refused", refusal.reason()));
        }
        for (Stored stored : Stored.values()) {
            answers.put(stored, timer(registry, stored));
        }
        accepted = counter(registry, "accepted", "none");
        spooled = counter(registry, "accepted", "spooled");
        unavailable = counter(registry, "unavailable", "kafka-and-database");
        tooMany = counter(registry, "unavailable", "too-many");
        aborted = counter(registry, "aborted", "sender-gone");
    }

    /** From the body's end until it is durable, or is known not to be. */
    void took(Stored stored, Duration time) {
        Objects.requireNonNull(answers.get(stored)).record(time); // every outcome has its timer
    }

    void accepted() {
        accepted.increment();
    }

    void spooled() {
        spooled.increment();
    }

    void tooMany() {
        tooMany.increment();
    }

    void unavailable() {
        unavailable.increment();
    }

    void aborted() {
        aborted.increment();
    }

    void refused(Refusal refusal) {
        Objects.requireNonNull(refused.get(refusal)).increment(); // every refusal has its counter
    }

    private static Timer timer(MeterRegistry registry, Stored stored) {
        return Timer.builder(ANSWERS)
                .description(
                        "Time from the end of an accepted body to the answer, by where the notification is durable")
                .tag("stored", stored.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String outcome, String reason) {
        return Counter.builder(NAME)
                .description("Notifications by what became of them")
                .tag("outcome", outcome)
                .tag("reason", reason)
                .register(registry);
    }
}
