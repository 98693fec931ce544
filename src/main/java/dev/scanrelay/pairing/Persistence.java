package dev.scanrelay.pairing;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Supplier;

/** Stores tokens that Align has just issued and that exist nowhere else: a database that is away for a moment must not cost them. */
@Singleton
final class Persistence {

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int TRIES = 10;

    private final Draining draining;

    Persistence(Draining draining) {
        this.draining = draining;
    }

    <T> T store(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (RuntimeException databaseAway) {
                if (attempt == TRIES) {
                    throw databaseAway;
                }
                draining.pause(PAUSE.multipliedBy(attempt));
            }
        }
    }
}
