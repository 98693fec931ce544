package dev.scanrelay.itero;

import dev.scanrelay.secret.Secret;
import java.time.Instant;
import java.util.Optional;

/**
 * Tokens as Align issued them.
 *
 * @param refreshToken absent when the answer carried none: the one that was used stays good
 * @param expiresAt end of the access token, by our clock
 */
public record TokenSet(Secret accessToken, Optional<Secret> refreshToken, Instant expiresAt) {}
