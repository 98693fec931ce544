package dev.scanrelay.reconcile;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Decides when a pairing is swept again. */
final class Pace {

    private static final int MOST_DOUBLINGS = 30;

    private final ReconcileConfig config;
    private final DoubleSupplier random;

    /** @param random numbers from 0 to 1 */
    Pace(ReconcileConfig config, DoubleSupplier random) {
        this.config = config;
        this.random = random;
    }

    /** @param idle complete runs in a row that found nothing, before this one */
    Pause after(Kind kind, int idle) {
        return switch (kind) {
            case RECENT, SINGLE -> new Pause(spread(config.every()), spread(doubled(idle + 1)), false);
            case MONTH -> new Pause(spread(config.longEvery()), spread(config.longEvery()), false);
            case DEEP -> new Pause(spread(config.deepEvery()), spread(config.deepEvery()), false);
            case BACKFILL -> Pause.forEver();
        };
    }

    /** @param failures in a row, before this one; {@code asked} is how long Align wants us to wait */
    Duration afterFailure(int failures, Duration asked) {
        Duration wait = spread(doubled(failures));
        return asked.compareTo(wait) > 0 ? asked : wait;
    }

    private Duration doubled(int times) {
        Duration wait = config.every();
        for (int doubling = 0; doubling < Math.min(times, MOST_DOUBLINGS); doubling++) {
            wait = wait.multipliedBy(2);
            if (wait.compareTo(config.everyAtMost()) >= 0) {
                return config.everyAtMost();
            }
        }
        return wait;
    }

    private Duration spread(Duration wait) {
        double factor = 1 + config.jitter() * (2 * random.getAsDouble() - 1);
        return Duration.ofMillis(Math.round(wait.toMillis() * factor));
    }
}
