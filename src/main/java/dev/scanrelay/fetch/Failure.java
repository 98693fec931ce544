package dev.scanrelay.fetch;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Why an attempt did not end with the order recorded.
 *
 * @param reason constant words for people and metrics; never foreign text
 * @param retryAfter how long the other side asks to wait
 */
record Failure(Kind kind, String reason, Optional<Duration> retryAfter) {

    /** Of a failure as it is kept with an order: the files could not be had because of Align or the clinic, not because of us. */
    static final String OTHERS = "^(%s): |^(transient|permanent): align"
            .formatted(Arrays.stream(Kind.values())
                    .filter(kind -> kind.others)
                    .map(Kind::label)
                    .collect(Collectors.joining("|")));

    private static final Pattern BY_OTHERS = Pattern.compile(OTHERS);

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
        TRANSIENT(Course.LADDER, false),
        /** Asked too often. */
        RATE_LIMITED(Course.WAIT, true),
        /** We have asked as often as we may: our own limit. */
        OWN_LIMIT(Course.WAIT, false),
        /** Align's whole region is out. */
        REGION_OUT(Course.WAIT, true),
        /** Align does not show the order, or a file of it, yet. */
        NOT_THERE_YET(Course.LADDER, true),
        /** A file of the order can't be had: tried again until the order is announced without it. */
        INCOMPLETE(Course.LADDER, true),
        /** The order changed while it was read. */
        CHANGED(Course.LADDER, true),
        /** The token is refused, also after a refresh. */
        UNAUTHORISED(Course.LADDER, true),
        /** No usable grant: a person must sign in again. */
        NEEDS_ATTENTION(Course.ATTENTION, true),
        /** Forbidden: a person must act. */
        REFUSED(Course.PARK, true),
        /** It would fail again. */
        PERMANENT(Course.PARK, false),
        /** Align says that the order is there no more. */
        GONE(Course.GONE, true),
        /** Another process renews the account's tokens. */
        BUSY(Course.WAIT, false),
        /** Another worker has the order now, or this process stops: not ours to judge. */
        NOT_OURS(Course.LEAVE, false);

        private final Course course;

        /** Whether it is Align or the clinic that holds the files back. */
        private final boolean others;

        Kind(Course course, boolean others) {
            this.course = course;
            this.others = others;
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

    /** Whether it is Align or the clinic that does not let us have the files. */
    boolean byOthers() {
        return BY_OTHERS.matcher(toString()).find();
    }

    static Failure of(Kind kind, String reason) {
        return new Failure(kind, reason, Optional.empty());
    }

    @Override
    public String toString() {
        return kind.label() + ": " + reason;
    }
}
