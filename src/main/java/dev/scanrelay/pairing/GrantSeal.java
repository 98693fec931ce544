package dev.scanrelay.pairing;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.Directory;
import dev.scanrelay.itero.TokenSet;
import dev.scanrelay.secret.Vault;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;

/** Puts tokens into a grant's row and takes them out, sealed in between. */
@Singleton
final class GrantSeal {

    private final Vault vault;
    private final RefreshLife life;
    private final Clock clock;

    GrantSeal(Vault vault, RefreshLife life, Clock clock) {
        this.vault = vault;
        this.life = life;
        this.clock = clock;
    }

    /** The new set as the row's next version. A set without a refresh token leaves the one that is there. */
    void put(GrantRow row, TokenSet tokens) {
        row.accessToken = vault.seal(tokens.accessToken(), accessContext(row.id));
        tokens.refreshToken().ifPresent(token -> row.refreshToken = vault.seal(token, refreshContext(row.id)));
        row.accessExpiresAt = tokens.expiresAt();
        row.renewedAt = clock.instant();
        row.renewAt = life.renewAt(row.renewedAt, row.accessExpiresAt);
        row.bornAt = Objects.requireNonNullElse(row.bornAt, row.renewedAt);
        row.version++;
        row.renewalSent = null;
        row.release();
    }

    Grant take(GrantRow row, PairingRow pairing) {
        return new Grant(
                row.id,
                new PartnerId(row.partnerId),
                new AccountId(row.accountId),
                row.version,
                vault.openSecret(Objects.requireNonNull(row.accessToken), accessContext(row.id)),
                vault.openSecret(Objects.requireNonNull(row.refreshToken), refreshContext(row.id)),
                row.accessExpiresAt,
                Directory.ofJson(Objects.requireNonNull(pairing.directory)),
                life.end(Objects.requireNonNull(row.bornAt), row.renewedAt));
    }

    private static String accessContext(UUID id) {
        return "grant:" + id + ":access";
    }

    private static String refreshContext(UUID id) {
        return "grant:" + id + ":refresh";
    }
}
