package dev.scanrelay.pairing;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code token_farewell}. Tokens are sealed. */
@Entity
@Table(name = "token_farewell")
class FarewellRow {

    @Id
    UUID id = new UUID(0, 0);

    String partnerId = "";

    @Nullable String accountId;

    boolean unpair;
    byte[] accessToken = {};

    byte @Nullable [] refreshToken;

    Instant accessExpiresAt = Instant.EPOCH;
    String directory = "";
    int failures;
    Instant dueAt = Instant.EPOCH;
    Instant giveUpAt = Instant.EPOCH;
}
