package dev.scanrelay.pairing;

import dev.scanrelay.itero.IteroException;
import java.time.Duration;
import java.util.Optional;

/**
 * Why a call for an account could not be made or gave nothing, for whoever calls by itself and nobody waits for.
 *
 * @param pause how long Align wants to be left alone
 */
public record CallTrouble(Kind kind, Optional<Duration> pause) {

    /** What may be done about it. */
    public enum Kind {
        /** Align, or the way to it, is out. */
        OUT,
        /** Align was asked too often. */
        LIMITED,
        /** There is no grant to call with: it goes on once a person has signed in. */
        NO_ACCESS,
        /** The tokens are being renewed, or this process is stopping. */
        BUSY,
        /** Align does not take this question; it may take another. */
        REJECTED,
        /** Align answered this question with what makes no sense. */
        UNREADABLE,
        /** Align, or our own rules about where tokens may go, allow no call for the account: a person must act. */
        FORBIDDEN
    }

    /** Empty if it has nothing to do with Align. */
    public static Optional<CallTrouble> of(RuntimeException failure) {
        return switch (failure) {
            case IteroException align -> Optional.of(new CallTrouble(kind(align), align.retryAfter()));
            case PairingUnavailable unavailable ->
                Optional.of(new CallTrouble(kind(unavailable.reason()), Optional.empty()));
            default -> Optional.empty();
        };
    }

    private static Kind kind(IteroException failure) {
        if (failure.unsent() && (failure.regionOut() || failure.ownLimit())) {
            return Kind.BUSY; // it was not even asked, and it goes on where it is
        }
        return switch (failure.kind()) {
            case TRANSIENT -> failure.malformed() ? Kind.UNREADABLE : Kind.OUT;
            case RATE_LIMITED -> Kind.LIMITED;
            case UNAUTHORISED -> Kind.FORBIDDEN;
            case REFUSED -> failure.ofTheAccount() ? Kind.FORBIDDEN : Kind.REJECTED;
            case NOT_FOUND, PERMANENT -> Kind.REJECTED;
        };
    }

    private static Kind kind(PairingUnavailable.Reason reason) {
        return switch (reason) {
            case UNKNOWN, PENDING, NEEDS_ATTENTION, ENDED -> Kind.NO_ACCESS;
            case RENEWING, DRAINING -> Kind.BUSY;
        };
    }
}
