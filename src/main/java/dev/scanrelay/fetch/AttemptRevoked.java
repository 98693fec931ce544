package dev.scanrelay.fetch;

/** The attempt was revoked before it could be recorded: whoever did so removes what it stored. */
final class AttemptRevoked extends RuntimeException {

    private static final long serialVersionUID = 1;

    AttemptRevoked() {
        super("attempt revoked");
    }
}
