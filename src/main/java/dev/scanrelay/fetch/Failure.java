package dev.scanrelay.fetch;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Why an attempt did not end with the order recorded.
 *
 * @param reason constant words for people and metrics; never foreign text
 * @param retryAfter how long the other side asks to wait
 */
record Failure(Kind kind, String reason, Optional<Duration> retryAfter) {

    /** What may be done about it. */
    enum Kind {
        /** Trouble that passes. */
        TRANSIENT,
        /** Asked too often. */
        RATE_LIMITED,
        /** Align does not show the order, or a file of it, yet. */
        NOT_THERE_YET,
        /** A file of the order can't be had: tried again until the order is announced without it. */
        INCOMPLETE,
        /** The order changed while it was read. */
        CHANGED,
        /** The token is refused, also after a refresh. */
        UNAUTHORISED,
        /** No usable grant: a person must sign in again. */
        NEEDS_ATTENTION,
        /** Forbidden: a person must act. */
        REFUSED,
        /** It would fail again. */
        PERMANENT,
        /** Another worker has the order now, or this process stops: not ours to judge. */
        NOT_OURS;

        /** For logs and metrics, and kept with the order. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Failure of(Kind kind, String reason) {
        return new Failure(kind, reason, Optional.empty());
    }

    @Override
    public String toString() {
        return kind.label() + ": " + reason;
    }
}
