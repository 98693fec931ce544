package dev.scanrelay.push;

import java.time.Duration;
import java.util.Optional;

/** What an answer means for the delivery and its endpoint. */
sealed interface Verdict {

    /** A constant word for logs, metrics and the list of attempts. */
    String label();

    /** It has it. */
    record Delivered() implements Verdict {
        @Override
        public String label() {
            return "delivered";
        }
    }

    /** It wants nothing any more: 410, or a header of its answer. */
    record Gone(String reason) implements Verdict {
        @Override
        public String label() {
            return reason;
        }
    }

    /** It does not want this one: a header of its answer. */
    record Dropped() implements Verdict {
        @Override
        public String label() {
            return "dropped";
        }
    }

    /** Nothing was tried, for a reason of ours: it says nothing of the endpoint. */
    record Untried(String label) implements Verdict {}

    /**
     * Another time.
     *
     * @param alive whether the endpoint itself works, and refuses this event alone
     * @param down whether the endpoint as a whole does not take anything now
     * @param mayBeTheEvent whether the event itself may be why: the endpoint was reached, and asked for no pause
     * @param retryAfter how long it asked to be left alone
     */
    record Failed(String label, boolean alive, boolean down, boolean mayBeTheEvent, Optional<Duration> retryAfter)
            implements Verdict {}
}
