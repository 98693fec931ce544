package dev.scanrelay.security;

import java.time.Instant;
import java.util.Optional;

/**
 * What a caller came with, for answers that go on for long: {@link Passes} says whether it is still good.
 *
 * @param id the public part; fit for logs
 * @param expiresAt as it was when the call began; that of a key may be brought forward later
 */
public record Pass(Kind kind, String id, Optional<Instant> expiresAt) {

    public enum Kind {
        KEY,
        TOKEN
    }
}
