package dev.scanrelay.pairing;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.Directory;
import dev.scanrelay.secret.Secret;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Opened tokens that Align has to forget. */
record Farewell(
        UUID id,
        PartnerId partner,
        Optional<AccountId> account,
        boolean unpair,
        Secret accessToken,
        Optional<Secret> refreshToken,
        Instant accessExpiresAt,
        Directory directory,
        int failures) {

    boolean expired(Instant at) {
        return !at.isBefore(accessExpiresAt);
    }
}
