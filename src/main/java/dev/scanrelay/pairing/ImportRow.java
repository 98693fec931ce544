package dev.scanrelay.pairing;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code token_import}. Tokens are sealed. */
@Entity
@Table(name = "token_import")
class ImportRow {

    @Id
    UUID id = new UUID(0, 0);

    String partnerId = "";
    String accountId = "";

    byte @Nullable [] accessToken;

    byte[] refreshToken = {};

    @Nullable Instant accessExpiresAt;

    @Nullable String directory;

    boolean sent; // this refresh token, and no answer came
    int failures;
    Instant dueAt = Instant.EPOCH;
    Instant createdAt = Instant.EPOCH;
}
