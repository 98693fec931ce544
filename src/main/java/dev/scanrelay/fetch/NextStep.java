package dev.scanrelay.fetch;

import java.time.Duration;

/** What follows a failure. */
sealed interface NextStep {

    /**
     * Again after a while.
     *
     * @param counts whether it uses a step of the ladder
     */
    record Retry(Duration after, boolean counts) implements NextStep {}

    /** Never again by itself: a person, or a new notification, redrives it. */
    record Park() implements NextStep {}

    /** It is no longer to be expected. */
    record Withdraw() implements NextStep {}

    /** Nothing: whoever has the order now goes on. */
    record LeaveAlone() implements NextStep {}
}
