package dev.scanrelay.audit;

/** What a look at the whole chain came to, in one line. */
record Verdict(Kind kind, String line) {

    enum Kind {
        INTACT,
        BROKEN,
        UNCHECKED
    }

    static Verdict broken(String line) {
        return new Verdict(Kind.BROKEN, line);
    }
}
