package dev.scanrelay.pairing;

/** No call can be made for an account now. {@link #reason()} says whether waiting may help. */
public final class PairingUnavailable extends RuntimeException {

    /** Why. */
    public enum Reason {
        /** The partner has no such account. */
        UNKNOWN,
        /** Pairing has begun and Align has not confirmed it yet, or its warnings are not acknowledged yet. */
        PENDING,
        /** Every grant is dead: a clinic's user has to sign in again. */
        NEEDS_ATTENTION,
        /** The pairing was ended. */
        ENDED,
        /** Another replica has been renewing the tokens for longer than we wait. */
        RENEWING,
        /** This process is stopping and begins no renewal of tokens any more; another replica will. */
        DRAINING
    }

    private final Reason reason;

    PairingUnavailable(Reason reason) {
        super("no access: " + reason);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
