package dev.scanrelay.endpoint;

import dev.scanrelay.endpoint.EndpointSecret.Kind;
import dev.scanrelay.problem.Problems;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a new secret is to be. */
@Schema(name = "EndpointSecretRotation")
record SecretRotation(
        @Schema(description = "hmac or ed25519. Left out: hmac.", examples = "hmac")
        Optional<@Pattern(regexp = "hmac|ed25519", message = "must be hmac or ed25519") String> kind,

        @Schema(
                format = "duration",
                description =
                        "How long the secret before stays good, as ISO-8601, PT0S to P30D. Left out: a day, unless this"
                                + " installation has set it otherwise.",
                examples = "PT24H")
        Optional<String> grace) {

    Kind kindOr(Kind usual) {
        return kind.map(Kind::labelled).orElse(usual);
    }

    Optional<Duration> graceTime() {
        try {
            return grace.map(Duration::parse);
        } catch (DateTimeParseException noDuration) {
            throw Problems.invalid("grace must be an ISO-8601 duration from PT0S to P30D.");
        }
    }
}
