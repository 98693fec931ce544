package dev.scanrelay.pairing;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code pairing_visit}. */
@Entity
@Table(name = "pairing_visit")
class VisitRow {

    @Id
    UUID id = new UUID(0, 0);

    byte[] browserHash = {};
    String partnerId = "";
    UUID invitationId = new UUID(0, 0);
    UUID attemptId = new UUID(0, 0);

    @Nullable String accountId;

    Instant expiresAt = Instant.EPOCH;
}
