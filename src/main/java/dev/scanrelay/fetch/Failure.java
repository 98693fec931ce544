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

    /** What is done about a failure. */
    enum Course {
        /** Again, a step further down the ladder; parked at its end. */
        LADDER,
        /** Again after a while, and no step is used: the order is not to blame. */
        WAIT,
        /** The same, until a person of the clinic has done something. */
        ATTENTION,
        /** Given up at once: it would fail again. */
        PARK,
        /** Asked for a while longer, then withdrawn. */
        GONE,
        /** Not ours to judge. */
        LEAVE
    }

    /** What may be done about it. */
    enum Kind {
        /** Trouble that passes. */
        TRANSIENT(Course.LADDER),
        /** Asked too often. */
        RATE_LIMITED(Course.WAIT),
        /** We have asked as often as we may: our own limit. */
        OWN_LIMIT(Course.WAIT),
        /** Align's whole region is out. */
        REGION_OUT(Course.WAIT),
        /** Align does not show the order, or a file of it, yet. */
        NOT_THERE_YET(Course.LADDER),
        /** A file of the order can't be had: tried again until the order is announced without it. */
        INCOMPLETE(Course.LADDER),
        /** The order changed while it was read. */
        CHANGED(Course.LADDER),
        /** The token is refused, also after a refresh. */
        UNAUTHORISED(Course.LADDER),
        /** No usable grant: a person must sign in again. */
        NEEDS_ATTENTION(Course.ATTENTION),
        /** Forbidden: a person must act. */
        REFUSED(Course.PARK),
        /** It would fail again. */
        PERMANENT(Course.PARK),
        /** Align says that the order is there no more. */
        GONE(Course.GONE),
        /** Another process renews the account's tokens. */
        BUSY(Course.WAIT),
        /** Another worker has the order now, or this process stops: not ours to judge. */
        NOT_OURS(Course.LEAVE);

        private final Course course;

        Kind(Course course) {
            this.course = course;
        }

        Course course() {
            return course;
        }

        /** Whether it can end with the order given up. */
        boolean parks() {
            return course == Course.LADDER || course == Course.PARK;
        }

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
