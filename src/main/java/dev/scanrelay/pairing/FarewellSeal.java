package dev.scanrelay.pairing;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.Directory;
import dev.scanrelay.itero.TokenSet;
import dev.scanrelay.secret.Vault;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** Puts tokens into a farewell's row and takes them out, sealed in between. */
@Singleton
final class FarewellSeal {

    private final Vault vault;

    FarewellSeal(Vault vault) {
        this.vault = vault;
    }

    void put(FarewellRow row, TokenSet tokens) {
        row.accessToken = vault.seal(tokens.accessToken(), accessContext(row.id));
        tokens.refreshToken().ifPresent(token -> row.refreshToken = vault.seal(token, refreshContext(row.id)));
        row.accessExpiresAt = tokens.expiresAt();
    }

    Farewell take(FarewellRow row) {
        return new Farewell(
                row.id,
                new PartnerId(row.partnerId),
                Optional.ofNullable(row.accountId).map(AccountId::new),
                row.unpair,
                vault.openSecret(row.accessToken, accessContext(row.id)),
                Optional.ofNullable(row.refreshToken).map(token -> vault.openSecret(token, refreshContext(row.id))),
                row.accessExpiresAt,
                Directory.ofJson(row.directory),
                row.failures);
    }

    private static String accessContext(UUID id) {
        return "farewell:" + id + ":access";
    }

    private static String refreshContext(UUID id) {
        return "farewell:" + id + ":refresh";
    }
}
