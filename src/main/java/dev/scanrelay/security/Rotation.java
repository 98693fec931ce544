package dev.scanrelay.security;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a key shall be rotated; all of it may be left out. */
record Rotation(
        @Schema(
                description = "How long the old key stays good, 0 to 30 days, as ISO-8601."
                        + " Left out: scanrelay.access.rotation-grace.",
                examples = "PT24H",
                implementation = String.class)
        Optional<Duration> grace,

        @Schema(
                description = "When the new key ends. Left out: it lives as long as the old one was made for.",
                examples = "2027-03-01T00:00:00Z")
        Optional<Instant> expiresAt) {

    static final Duration LONGEST_GRACE = Duration.ofDays(30);
    static final Duration LONGEST_LIFE = Duration.ofDays(36_500);

    static Rotation plain() {
        return new Rotation(Optional.empty(), Optional.empty());
    }
}
