package dev.scanrelay.pairing;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.TokenSet;
import dev.scanrelay.secret.Secret;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Opened tokens of an account that moves here, waiting to be paired with.
 *
 * @param renewed the set of our own refresh, once there was one
 * @param sentBefore this refresh token was sent before, and its answer never arrived
 */
record Handover(
        UUID id,
        PartnerId partner,
        AccountId account,
        Secret refreshToken,
        Optional<TokenSet> renewed,
        boolean sentBefore,
        int failures,
        Instant createdAt) {}
