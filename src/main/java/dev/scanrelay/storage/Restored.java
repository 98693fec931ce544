package dev.scanrelay.storage;

/** What became of a manifest. */
enum Restored {
    ADDED("added", false),
    /** The catalogue has the revision. */
    KNOWN("known", false),
    /** The catalogue has the revision, and its files were removed: it expired, or was erased. */
    REMOVED("removed", false),
    /** Its attempt was given up. */
    NOT_COMMITTED("not-committed", false),
    /** The patient's data were erased. */
    ERASED("erased", false),
    /** Somebody may be about to commit it, as its lease says. */
    UNDER_WAY("under-way", true),
    /** The catalogue has another revision under that number, or the RX under another id of ours. */
    CONFLICT("conflict", true),
    UNREADABLE("unreadable", true),
    FILES_MISSING("files-missing", true);

    private final String word;
    private final boolean wrong;

    Restored(String word, boolean wrong) {
        this.word = word;
        this.wrong = wrong;
    }

    String word() {
        return word;
    }

    boolean isWrong() {
        return wrong;
    }
}
