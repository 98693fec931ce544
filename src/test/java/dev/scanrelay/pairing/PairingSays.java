package dev.scanrelay.pairing;

/** Why there is no access, for tables of what is made of it. */
public final class PairingSays {

    private PairingSays() {}

    public static PairingUnavailable unavailable(PairingUnavailable.Reason reason) {
        return new PairingUnavailable(reason);
    }
}
