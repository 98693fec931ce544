package dev.scanrelay.transfer;

/** What became of a copy. */
public enum Copied {
    /** It is there, and has the bytes that it should have. */
    SAME("same"),
    /** There is nothing to copy. */
    MISSING("missing"),
    /** What there is to copy is not what it should be; no copy is left. */
    LENGTH("length"),
    DIGEST("digest");

    private final String word;

    Copied(String word) {
        this.word = word;
    }

    /** For people and programs. */
    public String word() {
        return word;
    }
}
