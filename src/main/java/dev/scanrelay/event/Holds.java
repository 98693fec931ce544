package dev.scanrelay.event;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Topics that can't be written for now: their events wait, and no others. */
final class Holds {

    private final Map<String, Hold> holds = new HashMap<>();
    private final Clock clock;
    private final Duration length;
    private final Predicate<String> missing;

    private record Hold(Instant until, boolean missing) {}

    /** @param missing whether the broker says, without a wait, that there is no such topic */
    Holds(Clock clock, Duration length, Predicate<String> missing) {
        this.clock = clock;
        this.length = length;
        this.missing = missing;
    }

    void hold(String topic) {
        holds.put(topic, new Hold(end(), false));
    }

    /** A record for a topic that is missing keeps all others waiting for as long as the client looks for it: it is tried once it is there. */
    void holdUntilThere(String topic) {
        holds.put(topic, new Hold(end(), true));
    }

    Set<String> held() {
        holds.replaceAll(
                (topic, hold) -> isOver(hold) && hold.missing() && missing.test(topic) ? new Hold(end(), true) : hold);
        holds.values().removeIf(this::isOver);
        return Set.copyOf(holds.keySet());
    }

    private boolean isOver(Hold hold) {
        return !hold.until().isAfter(clock.instant());
    }

    private Instant end() {
        return clock.instant().plus(length);
    }
}
