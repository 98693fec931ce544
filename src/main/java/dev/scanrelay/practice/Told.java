package dev.scanrelay.practice;

import java.time.Duration;
import java.time.Instant;

/** What Align told of a practice, and when. */
record Told(Practice practice, Instant at) {

    boolean isWithin(Duration age, Instant now) {
        return !at.plus(age).isBefore(now);
    }

    KnownPractice fresh() {
        return new KnownPractice(practice, at, false);
    }

    KnownPractice stale() {
        return new KnownPractice(practice, at, true);
    }
}
