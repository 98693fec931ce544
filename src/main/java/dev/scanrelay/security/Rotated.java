package dev.scanrelay.security;

/** What came of the wish to rotate a key. */
sealed interface Rotated {

    record Made(ApiKey successor) implements Rotated {}

    record NoSuchKey() implements Rotated {}

    /** It is revoked or expired: there is nothing to take over. */
    record Ended() implements Rotated {}

    /** Its predecessor or its successor is still good, and a third live key of one line would be one too many. */
    record TwoAreLive() implements Rotated {}
}
