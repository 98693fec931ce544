package dev.scanrelay.feed;

import java.util.Locale;

/** Why a stream ended. */
enum StreamEnd {
    /** The client left. */
    CLIENT,
    /** What the client came with was retired or has expired. */
    KEY,
    /** The client took nothing in for too long. */
    SLOW,
    /** What comes next is no longer in the feed: the client is told so when it resumes. */
    GONE,
    /** What comes next could not be read: the client may resume. */
    FAILED,
    /** This process stops: the client may resume with another. */
    SHUTDOWN;

    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
