package dev.scanrelay.security;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scanrelay.id.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A key as the API shows it.
 *
 * @param accounts absent: every account of the partner
 * @param key the whole key, in the answer that made it and never again
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record KeyView(
        String id,
        String name,
        List<String> scopes,
        Optional<List<AccountId>> accounts,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt,
        Optional<String> key) {

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
                sorted(key.scopes()),
                key.accounts().map(KeyView::sorted),
                key.createdAt(),
                key.expiresAt(),
                key.revokedAt(),
                whole);
    }

    private static <T extends Comparable<T>> List<T> sorted(Set<T> values) {
        return values.stream().sorted().toList();
    }
}
