package dev.scanrelay.local.sandbox.world;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** The vendor's clock: another clock plus an offset that a scenario may grow. */
public final class SandboxClock extends Clock {

    private final Clock clock;
    private volatile Duration offset = Duration.ZERO;

    public SandboxClock(Clock clock) {
        this.clock = clock;
    }

    public synchronized void advance(Duration by) {
        offset = offset.plus(by);
    }

    public synchronized void reset() {
        offset = Duration.ZERO;
    }

    public Duration offset() {
        return offset;
    }

    @Override
    public Instant instant() {
        return clock.instant().plus(offset);
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return clock.withZone(zone);
    }
}
