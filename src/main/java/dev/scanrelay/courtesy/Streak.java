package dev.scanrelay.courtesy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Failures of one region without an answer between them, as far as this process knows. One account's trouble ends with another's answer. */
final class Streak {

    private static final int MOST = 1000;

    private final int enough;
    private final Duration window;
    private final Deque<Trouble> troubles = new ArrayDeque<>();

    private record Trouble(Party party, Instant at) {}

    Streak(int enough, Duration window) {
        this.enough = enough;
        this.window = window;
    }

    /** Align answers, whatever it says. */
    synchronized void end() {
        troubles.clear();
    }

    /** Counts a failure. Says how many accounts failed if there are enough failures to ask whether the region is out; else 0. */
    synchronized int add(Party party, Instant now) {
        troubles.addLast(new Trouble(party, now));
        while (troubles.size() > MOST || troubles.getFirst().at().isBefore(now.minus(window))) {
            troubles.removeFirst();
        }
        return troubles.size() < enough
                ? 0
                : Math.toIntExact(
                        troubles.stream().map(Trouble::party).distinct().count());
    }
}
