package dev.scanrelay.pairing;

/** What came of ending a pairing. Its callback key is refused and its grants are gone in each case. */
public sealed interface Disconnected {

    /** Align knows, and no token is left. */
    record Ended() implements Disconnected {}

    /** Align could not be told everything yet; it is tried again until it is. */
    record Ending() implements Disconnected {}

    /** The partner has no such pairing. */
    record Unknown() implements Disconnected {}
}
