package dev.scanrelay.local.sandbox.partner;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Export times: milliseconds, never twice the same, so that a time names one build. */
final class BuildTimes {

    private final Clock clock;
    private final AtomicLong last = new AtomicLong();

    BuildTimes(Clock clock) {
        this.clock = clock;
    }

    Instant next() {
        return Instant.ofEpochMilli(last.updateAndGet(before -> Math.max(before + 1, clock.millis())));
    }
}
