package dev.scanrelay.why;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a scan is, why, what happens next and when, and who can fix it.
 *
 * @param clause where it is, as the beginning of the sentence
 * @param nextAt the earliest time, if one is set
 */
record Explanation(
        Place where, String clause, Optional<String> cause, String next, Optional<Instant> nextAt, Fixer whoCanFix) {

    static Explanation of(Place where, String clause, Cause cause, String next, Optional<Instant> nextAt) {
        return new Explanation(where, clause, Optional.of(cause.words()), next, nextAt, cause.fixer());
    }

    /** Nothing is wrong. */
    static Explanation fine(Place where, String clause, String next, Optional<Instant> nextAt) {
        return new Explanation(where, clause, Optional.empty(), next, nextAt, Fixer.NOBODY);
    }

    String sentence() {
        return clause + cause.map(words -> ", because " + words).orElse("") + "; " + next + "; " + whoCanFix.words()
                + ".";
    }
}
