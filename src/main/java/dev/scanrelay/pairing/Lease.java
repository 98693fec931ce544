package dev.scanrelay.pairing;

/** The answer to asking for the sole right to renew a grant. */
sealed interface Lease {

    /**
     * It is ours. The marker is written.
     *
     * @param sentBefore this version was sent to Align before, and its answer never arrived
     */
    record Granted(Grant grant, boolean sentBefore) implements Lease {}

    /** The version in question is history: somebody renewed it meanwhile. */
    record Moved(Grant current) implements Lease {}

    /** Another replica is at it. */
    record Busy() implements Lease {}

    /** The grant is dead, or its pairing ended. */
    record Gone() implements Lease {}
}
