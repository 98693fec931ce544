package dev.scanrelay.audit;

/**
 * Who is accountable for a call.
 *
 * @param id of a key its public part, of a token its subject
 * @param partner on whose behalf; empty of nobody
 */
public record Actor(Kind kind, String id, String partner) {

    /** Whoever comes without a key: a clinic's user at the pages that need none. */
    static final Actor NOBODY = new Actor(Kind.NOBODY, "", "");

    /** By what the caller proved who it is. */
    public enum Kind {
        KEY("key"),
        TOKEN("token"),
        NOBODY("nobody");

        private final String wire;

        Kind(String wire) {
            this.wire = wire;
        }

        String wire() {
            return wire;
        }
    }
}
