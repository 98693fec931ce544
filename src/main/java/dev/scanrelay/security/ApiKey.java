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
 * @param owner the person or system that answers for it; for people to read
 * @param accounts empty: every account of the partner
 * @param rotates the id of the key whose place it takes
 */
record ApiKey(
        String id,
        PartnerId partner,
        KeyHash hash,
        String name,
        String owner,
        Set<String> scopes,
        Optional<Set<AccountId>> accounts,
        Optional<String> rotates,
        Life life) {

    /**
     * When a key is good.
     *
     * @param expiresAt the end it was made with, or that of its rotation if earlier
     * @param lastUsedAt at most two minutes behind
     */
    record Life(
            Instant createdAt, Optional<Instant> expiresAt, Optional<Instant> revokedAt, Optional<Instant> lastUsedAt) {

        static Life from(Instant createdAt, Optional<Instant> expiresAt) {
            return new Life(createdAt, expiresAt, Optional.empty(), Optional.empty());
        }

        boolean isOver(Instant now) {
            return revokedAt.isPresent()
                    || expiresAt.filter(at -> !now.isBefore(at)).isPresent();
        }
    }

    boolean opens(KeyToken token, Instant now) {
        return hash.matches(token) && !life.isOver(now);
    }

    /** A key of the same holder that takes this one's place. */
    ApiKey successor(KeyToken token, Life life) {
        return new ApiKey(token.id(), partner, KeyHash.of(token), name, owner, scopes, accounts, Optional.of(id), life);
    }
}
