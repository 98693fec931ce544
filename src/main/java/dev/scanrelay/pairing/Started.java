package dev.scanrelay.pairing;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;

/**
 * A login has begun.
 *
 * @param attempt names it when the account is chosen
 * @param authorizeUri where to send the clinic's user; it carries the one-time state
 * @param expiresAt the end of the time to sign in and choose
 */
public record Started(UUID attempt, URI authorizeUri, Instant expiresAt) {

    @Override
    public String toString() {
        return "Started[attempt=" + attempt + ", expiresAt=" + expiresAt + "]";
    }
}
