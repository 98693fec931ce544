package dev.scanrelay.event;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Topics that can't be written for now: their events wait, and no others. */
final class Holds {

    private final Map<String, Instant> until = new HashMap<>();
    private final Clock clock;
    private final Duration length;

    Holds(Clock clock, Duration length) {
        this.clock = clock;
        this.length = length;
    }

    void hold(String topic) {
        until.put(topic, clock.instant().plus(length));
    }

    Set<String> held() {
        until.values().removeIf(end -> !end.isAfter(clock.instant()));
        return Set.copyOf(until.keySet());
    }
}
