package dev.scanrelay.security;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scanrelay.id.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A key as the API shows it. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "Key", description = "An API key. Its secret is in the answer that made it, as key, and never again.")
record KeyView(
        @Schema(description = "The public part; fit for logs.", examples = "k3f9a0z1b2c4d5e6")
        String id,

        @Schema(examples = "Praxis Berlin, import") String name,

        @Schema(description = "The person or system that answers for it.", examples = "Integration team")
        String owner,

        @Schema(examples = "[\"orders:read\"]") List<String> scopes,

        @Schema(description = "Left out: every account of the partner.", examples = "[\"104233\"]")
        Optional<List<AccountId>> accounts,

        @Schema(description = "The id of the key whose place it takes.")
        Optional<String> rotates,

        Instant createdAt,

        @Schema(description = "Left out: never. Set or brought forward when the key is rotated.")
        Optional<Instant> expiresAt,

        Optional<Instant> revokedAt,

        @Schema(description = "Left out: never. At most two minutes behind.")
        Optional<Instant> lastUsedAt,

        @Schema(description = "The whole key, shown once.") Optional<String> key) {

    static KeyView of(ApiKey key) {
        return of(key, Optional.empty());
    }

    static KeyView shownOnce(ApiKey key, KeyToken token) {
        return of(key, Optional.of(token.written().reveal()));
    }

    private static KeyView of(ApiKey key, Optional<String> whole) {
        return new KeyView(
                key.id(),
                key.name(),
                key.owner(),
                sorted(key.scopes()),
                key.accounts().map(KeyView::sorted),
                key.rotates(),
                key.life().createdAt(),
                key.life().expiresAt(),
                key.life().revokedAt(),
                key.life().lastUsedAt(),
                whole);
    }

    static <T extends Comparable<T>> List<T> sorted(Set<T> values) {
        return values.stream().sorted().toList();
    }
}
