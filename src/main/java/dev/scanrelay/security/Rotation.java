package dev.scanrelay.security;

import dev.scanrelay.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a key shall be rotated; all of it may be left out. */
record Rotation(
        @Schema(
                format = "duration",
                description = "How long the old key stays good, 0 to 30 days, as ISO-8601."
                        + " Left out: scanrelay.access.rotation-grace.",
                examples = "PT24H")
        Optional<String> grace,

        @Schema(
                description = "When the new key ends. Left out: it lives as long as the old one was made for.",
                examples = "2027-03-01T00:00:00Z")
        Optional<Instant> expiresAt) {

    static final Duration LONGEST_GRACE = Duration.ofDays(30);
    static final Duration LONGEST_LIFE = Duration.ofDays(36_500);

    /** A text that is no time, such as a number or one too big to add up, is refused by name. */
    Optional<Duration> graceTime() {
        try {
            return grace.map(Duration::parse);
        } catch (DateTimeException | ArithmeticException noTime) {
            throw badGrace();
        }
    }

    static HttpProblem badGrace() {
        return Problems.invalid("grace has to be a time as ISO-8601 from PT0S to P30D, such as PT24H.");
    }

    static Rotation plain() {
        return new Rotation(Optional.empty(), Optional.empty());
    }
}
