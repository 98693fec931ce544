package dev.scanrelay.pairing;

/** What the token in a link turns out to be. */
public sealed interface Entrance {

    /**
     * One of ours.
     *
     * @param partnerName the practice software, as people know it
     */
    record Known(Invitation invitation, String partnerName) implements Entrance {}

    /** One of ours, so long over that nothing is kept of it. */
    record Forgotten() implements Entrance {}

    /** Not made by us, or damaged on its way. */
    record Forged() implements Entrance {}
}
