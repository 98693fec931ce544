package dev.scanrelay.security;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A key as we keep it.
 *
 * @param id the public part, shown in lists and logs
 * @param accounts empty: every account of the partner
 */
record ApiKey(
        String id,
        PartnerId partner,
        KeyHash hash,
        String name,
        Set<String> scopes,
        Optional<Set<AccountId>> accounts,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt) {

    boolean opens(KeyToken token, Instant now) {
        return hash.matches(token)
                && revokedAt.isEmpty()
                && expiresAt.map(now::isBefore).orElse(true);
    }
}
