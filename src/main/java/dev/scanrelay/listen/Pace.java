package dev.scanrelay.listen;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** How long to wait after a failure: longer each time, by chance, so that a thousand clinics do not come back at once. */
final class Pace {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration AT_MOST = Duration.ofMinutes(2);
    private static final Duration ASKED_AT_MOST = Duration.ofHours(1);

    private final DoubleSupplier chance;
    private int failures;

    /** @param chance numbers from 0 to 1 */
    Pace(DoubleSupplier chance) {
        this.chance = chance;
    }

    void worked() {
        failures = 0;
    }

    int failures() {
        return failures;
    }

    /** @param asked what the service asked for; never less than that, up to an hour */
    Duration failed(Optional<Duration> asked) {
        Duration step = shorter(FIRST.multipliedBy(1L << Math.min(failures, 10)), AT_MOST);
        failures++;
        Duration pause = step.dividedBy(2).plus(Duration.ofMillis((long) (step.toMillis() * chance.getAsDouble() / 2)));
        return asked.map(wish -> shorter(wish, ASKED_AT_MOST))
                .filter(wish -> wish.compareTo(pause) > 0)
                .orElse(pause);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
