package dev.scanrelay.reconcile;

import java.time.Duration;

/** How long a sweep rests after a complete run. */
record Pause(Duration afterAFind, Duration afterNothing, boolean isForEver) {

    static Pause forEver() {
        return new Pause(Duration.ZERO, Duration.ZERO, true);
    }
}
