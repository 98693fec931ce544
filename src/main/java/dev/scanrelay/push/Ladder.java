package dev.scanrelay.push;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** When a delivery that failed is tried again. */
final class Ladder {

    private final PushSettings settings;
    private final DoubleSupplier chance;

    /** @param chance numbers from 0 to 1 */
    Ladder(PushSettings settings, DoubleSupplier chance) {
        this.settings = settings;
        this.chance = chance;
    }

    /**
     * The wait until the next attempt; none: it is given up. The steps are all used in any case: an event may have waited long for its
     * endpoint to be enabled again.
     *
     * @param attempts that failed before this one
     * @param age since it was handed out
     */
    Optional<Duration> after(int attempts, Duration age, Optional<Duration> retryAfter) {
        boolean stepsLeft = attempts < settings.ladder().size();
        if (!stepsLeft && age.compareTo(settings.giveUpAfter()) >= 0) {
            return Optional.empty();
        }
        Duration step = stepsLeft ? settings.ladder().get(attempts) : settings.ladderThen();
        Duration asked = retryAfter
                .map(wait -> wait.compareTo(settings.longestRetryAfter()) > 0 ? settings.longestRetryAfter() : wait)
                .orElse(Duration.ZERO);
        Duration spread = spread(step);
        return Optional.of(asked.compareTo(spread) > 0 ? asked : spread);
    }

    private Duration spread(Duration wait) {
        double factor = 1 + settings.jitter() * (2 * chance.getAsDouble() - 1);
        return Duration.ofMillis(Math.round(wait.toMillis() * factor));
    }
}
