package dev.scanrelay.pairing;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.Access;
import dev.scanrelay.itero.Caller;
import dev.scanrelay.itero.Directory;
import dev.scanrelay.itero.TokenSet;
import dev.scanrelay.secret.Secret;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One doctor's opened tokens for one account, in the version in which they were stored.
 *
 * @param endsAt when the refresh token ends by itself, where that is known
 */
record Grant(
        UUID id,
        PartnerId partner,
        AccountId account,
        long version,
        Secret accessToken,
        Secret refreshToken,
        Instant accessExpiresAt,
        Directory directory,
        Optional<Instant> endsAt) {

    Access access() {
        return new Access(directory, accessToken, Optional.of(new Caller(partner, account, directory.region())));
    }

    TokenSet tokens() {
        return new TokenSet(accessToken, Optional.of(refreshToken), accessExpiresAt);
    }

    Grant at(Directory newer) {
        return new Grant(id, partner, account, version, accessToken, refreshToken, accessExpiresAt, newer, endsAt);
    }

    boolean expired(Instant at) {
        return !at.isBefore(accessExpiresAt);
    }
}
