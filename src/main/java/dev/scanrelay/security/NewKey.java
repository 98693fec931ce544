package dev.scanrelay.security;

import dev.scanrelay.id.AccountId;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a new key shall be. */
record NewKey(
        @Schema(description = "For people to tell keys apart.", examples = "Praxis Berlin, import")
        @NotBlank @Size(max = 100) @Pattern(regexp = PRINTABLE, message = "holds a control character") String name,

        @Schema(description = "The person or system that answers for it.", examples = "Integration team")
        @NotBlank @Size(max = 200) @Pattern(regexp = PRINTABLE, message = "holds a control character") String owner,

        @Schema(description = "What it may do.", examples = "[\"orders:read\", \"artifacts:read\"]")
        @NotEmpty @Size(max = 20) Set<@NotNull String> scopes,

        @Schema(description = "Left out: every account of the partner.", examples = "[\"104233\"]")
        Optional<@Size(min = 1, max = 1000) Set<@NotNull AccountId>> accounts,

        @Schema(description = "Left out: never.", examples = "2027-03-01T00:00:00Z")
        Optional<Instant> expiresAt) {

    private static final String PRINTABLE = "[^\\x00-\\x1F\\x7F]*";
}
