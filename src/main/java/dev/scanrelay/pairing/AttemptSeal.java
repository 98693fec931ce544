package dev.scanrelay.pairing;

import dev.scanrelay.itero.TokenSet;
import dev.scanrelay.secret.Secret;
import dev.scanrelay.secret.Vault;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Puts a login's verifier and first tokens into its row and takes them out, sealed in between. */
@Singleton
final class AttemptSeal {

    private final Vault vault;

    AttemptSeal(Vault vault) {
        this.vault = vault;
    }

    void putVerifier(AttemptRow row, Secret verifier) {
        row.verifier = vault.seal(verifier, context(row.id, "verifier"));
    }

    Secret takeVerifier(AttemptRow row) {
        return vault.openSecret(Objects.requireNonNull(row.verifier), context(row.id, "verifier"));
    }

    void putTokens(AttemptRow row, TokenSet tokens) {
        row.accessToken = vault.seal(tokens.accessToken(), context(row.id, "access"));
        row.refreshToken = tokens.refreshToken()
                .map(token -> vault.seal(token, context(row.id, "refresh")))
                .orElse(null);
        row.accessExpiresAt = tokens.expiresAt();
    }

    /** Nothing if the user has not come back with a code yet. */
    Optional<TokenSet> takeTokens(AttemptRow row) {
        return Optional.ofNullable(row.accessToken)
                .map(token -> new TokenSet(
                        vault.openSecret(token, context(row.id, "access")),
                        Optional.ofNullable(row.refreshToken)
                                .map(refresh -> vault.openSecret(refresh, context(row.id, "refresh"))),
                        Objects.requireNonNull(row.accessExpiresAt)));
    }

    private static String context(UUID id, String what) {
        return "attempt:" + id + ":" + what;
    }
}
