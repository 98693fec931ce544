package dev.scanrelay.audit;

/**
 * Who is accountable for a call.
 *
 * @param id of a key its public part, of a token its subject, of an invitation its id
 * @param partner on whose behalf; empty of nobody
 */
public record Actor(Kind kind, String id, String partner) {

    /** Whoever comes without a key: a clinic's user at the pages that need none. */
    static final Actor NOBODY = new Actor(Kind.NOBODY, "", "");

    /** Whoever tried a key of the partner's without its secret. */
    public static Actor nobodyAt(String partner) {
        return new Actor(Kind.NOBODY, "", partner);
    }

    /** By what the caller proved who it is. */
    public enum Kind {
        KEY("key"),
        TOKEN("token"),
        INVITATION("invitation"),
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
