package dev.scanrelay.pairing;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.TokenSet;
import dev.scanrelay.secret.Secret;
import dev.scanrelay.secret.Vault;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Puts tokens that were handed over into their row and takes them out, sealed in between. */
@Singleton
final class ImportSeal {

    private final Vault vault;

    ImportSeal(Vault vault) {
        this.vault = vault;
    }

    void put(ImportRow row, Secret refreshToken) {
        row.refreshToken = vault.seal(refreshToken, refreshContext(row.id));
    }

    /** The set of our own refresh; without a new refresh token the one that is there stays good. */
    void put(ImportRow row, TokenSet renewed) {
        row.accessToken = vault.seal(renewed.accessToken(), accessContext(row.id));
        row.accessExpiresAt = renewed.expiresAt();
        renewed.refreshToken().ifPresent(token -> put(row, token));
        row.sent = false;
    }

    Handover take(ImportRow row, boolean sentBefore) {
        Secret refresh = vault.openSecret(row.refreshToken, refreshContext(row.id));
        return new Handover(
                row.id,
                new PartnerId(row.partnerId),
                new AccountId(row.accountId),
                refresh,
                Optional.ofNullable(row.accessToken)
                        .map(token -> new TokenSet(
                                vault.openSecret(token, accessContext(row.id)),
                                Optional.of(refresh),
                                Objects.requireNonNull(row.accessExpiresAt))),
                sentBefore,
                row.failures,
                row.createdAt);
    }

    private static String accessContext(UUID id) {
        return "import:" + id + ":access";
    }

    private static String refreshContext(UUID id) {
        return "import:" + id + ":refresh";
    }
}
