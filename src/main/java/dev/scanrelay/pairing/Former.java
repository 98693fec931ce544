package dev.scanrelay.pairing;

/** What becomes of a set of tokens when Align has answered with the next. */
enum Former {
    /** A refresh took its place. */
    SPENT,
    /** The next one is of another family, so Align has to be told to forget this one. */
    TO_REVOKE
}
