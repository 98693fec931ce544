package dev.scanrelay.pairing;

/** What a renewal came to. */
sealed interface Renewed {

    record Usable(Grant grant) implements Renewed {}

    /** Only a person who signs in again can help, or nobody wants it any more. */
    record Gone() implements Renewed {}

    /** Another replica was at it for longer than we wait. */
    record Busy() implements Renewed {}
}
