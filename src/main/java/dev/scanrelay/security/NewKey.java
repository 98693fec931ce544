package dev.scanrelay.security;

import dev.scanrelay.id.AccountId;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a new key shall be.
 *
 * @param name for people to tell keys apart, up to 100 characters
 * @param scopes out of {@link Scopes}
 * @param accounts left out: every account of the partner
 * @param expiresAt left out: never
 */
record NewKey(
        @NotBlank @Size(max = 100) @Pattern(regexp = PRINTABLE, message = "holds a control character") String name,

        @NotEmpty @Size(max = 20) Set<String> scopes,
        Optional<@Size(min = 1, max = 1000) Set<AccountId>> accounts,
        Optional<Instant> expiresAt) {

    private static final String PRINTABLE = "\\P{Cntrl}*";
}
