package dev.scanrelay.faults;

/** Something that must never be. */
record Violation(Kind kind, String what) {

    enum Kind {
        /** The newest content of a scan, or a revision that is kept, was not announced. */
        LOST,
        /** What is stored or announced is not what Align had. */
        WRONG_BYTES,
        DUPLICATE_EVENT_ID,
        TWO_EVENTS_FOR_ONE_CONTENT,
        EVENT_BEFORE_ITS_BYTES,
        /** A revision has no manifest, or one that says something else than the catalogue. */
        WRONG_MANIFEST,
        ORPHANED_OBJECT,
        ORPHANED_UPLOAD
    }

    static Violation of(Kind kind, String what, Object... values) {
        return new Violation(kind, what.formatted(values));
    }
}
