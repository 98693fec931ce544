package dev.scanrelay.pairing;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code authorization_attempt}. Verifier and tokens are sealed. */
@Entity
@Table(name = "authorization_attempt")
class AttemptRow {

    @Id
    UUID id = new UUID(0, 0);

    String partnerId = "";
    byte[] stateHash = {};

    byte @Nullable [] verifier;

    @Nullable Instant usedAt;

    byte @Nullable [] accessToken;

    byte @Nullable [] refreshToken;

    @Nullable Instant accessExpiresAt;

    @Nullable String directory;

    @Nullable String returnUrl;

    Instant expiresAt = Instant.EPOCH;
}
