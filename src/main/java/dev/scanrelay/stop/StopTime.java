package dev.scanrelay.stop;

import dev.scanrelay.startup.SettingProblem;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.config.Config;

/** The time that is left of a stop, counted from the first sign of it. What comes first may take most of it, what comes last the rest. */
@Singleton
public class StopTime {

    private static final int FIRST = 0;
    private static final Duration SHORTEST_GRACE = Duration.ofSeconds(10);

    /** For what nobody waits for by this class: the pools, the server, the JVM. */
    private static final Duration KEPT = Duration.ofSeconds(2);

    /** For what stops after the longest wait: the relay, the spool, the consumer. */
    private static final Duration FOR_THE_LAST = Duration.ofSeconds(5);

    private final Duration grace;
    private final LongSupplier nanos;
    private OptionalLong begun = OptionalLong.empty();

    @Inject
    StopTime(StopSettings settings) {
        this(settings.grace(), System::nanoTime);
    }

    StopTime(Duration grace, LongSupplier nanos) {
        this.grace = grace;
        this.nanos = nanos;
    }

    void check(@Observes StartupEvent starting, Config config) {
        if (grace.compareTo(SHORTEST_GRACE) < 0) {
            throw SettingProblem.of("scanrelay.stop.grace", "is less than 10 s", "30s");
        }
        checkCalls(time(config, "quarkus.shutdown.delay"), time(config, "quarkus.shutdown.timeout"));
    }

    void checkCalls(Duration delay, Duration calls) {
        Duration most = grace.minus(FOR_THE_LAST);
        if (delay.plus(calls).compareTo(most) > 0) {
            throw SettingProblem.of(
                    "quarkus.shutdown.timeout",
                    "and quarkus.shutdown.delay together do not fit scanrelay.stop.grace, less 5 s for what stops last",
                    "10s");
        }
    }

    /** Stops the start if a wait that begins with the stop leaves no time for what comes after it. */
    public void requireRoom(String setting, Duration wait) {
        Duration most = grace.minus(FOR_THE_LAST);
        if (wait.compareTo(most) > 0) {
            throw SettingProblem.of(
                    setting, "does not fit scanrelay.stop.grace, less 5 s for what stops last", most.toSeconds() + "s");
        }
    }

    void drain(@Observes @Priority(FIRST) ShutdownDelayInitiatedEvent stopping) {
        begin();
    }

    void stop(@Observes @Priority(FIRST) ShutdownEvent stopping) {
        begin();
    }

    /** Only the first call counts. */
    synchronized void begin() {
        if (begun.isEmpty()) {
            begun = OptionalLong.of(nanos.getAsLong());
        }
    }

    /** The wait, or what is left of the stop if that is less; before the stop, the wait. */
    public synchronized Duration atMost(Duration wait) {
        if (begun.isEmpty()) {
            return wait;
        }
        Duration left = grace.minus(KEPT).minusNanos(nanos.getAsLong() - begun.getAsLong());
        Duration shorter = left.compareTo(wait) < 0 ? left : wait;
        return shorter.isNegative() ? Duration.ZERO : shorter;
    }

    private static Duration time(Config config, String setting) {
        return config.getOptionalValue(setting, Duration.class).orElse(Duration.ZERO);
    }
}
