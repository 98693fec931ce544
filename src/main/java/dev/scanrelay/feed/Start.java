package dev.scanrelay.feed;

import java.util.Optional;

/** Where a reader begins. */
sealed interface Start {

    /** Behind all that was announced until now. */
    record Now() implements Start {}

    /** As far back as the feed goes. */
    record Oldest() implements Start {}

    record After(FeedCursor cursor) implements Start {}

    /** As it is written in a request; empty if it is none of these. */
    static Optional<Start> of(String written) {
        return written.equals("oldest")
                ? Optional.of(new Oldest())
                : FeedCursor.decode(written).map(After::new);
    }
}
