package dev.scanrelay.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What deliveries are signed with. */
@Schema(name = "EndpointSecret")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record SecretView(
        UUID id,

        @Schema(description = "hmac (signatures v1) or ed25519 (signatures v1a).", examples = "hmac")
        String kind,

        @Schema(description = "To verify v1 with; told once, when it is made.")
        Optional<String> secret,

        @Schema(description = "To verify v1a with.") Optional<String> publicKey,

        Instant createdAt,

        @Schema(
                description =
                        "Until when deliveries are signed with it as well. Absent: it is the current one of its kind.")
        Optional<Instant> expiresAt) {

    static SecretView once(EndpointSecret secret) {
        return new SecretView(
                secret.id(),
                secret.kind().label(),
                secret.shownSecret(),
                secret.shownPublicKey(),
                secret.createdAt(),
                secret.expiresAt());
    }

    @Override
    public String toString() {
        return "SecretView[" + id + "]";
    }
}
