package dev.scanrelay.pairing;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code pairing_invitation}. */
@Entity
@Table(name = "pairing_invitation")
class InvitationRow {

    @Id
    UUID id = new UUID(0, 0);

    String partnerId = "";
    String label = "";

    @Nullable String accountId;

    @Nullable String returnUrl;

    String createdBy = "";
    Instant createdAt = Instant.EPOCH;
    Instant expiresAt = Instant.EPOCH;

    @Nullable Instant withdrawnAt;

    @Nullable Instant spentAt;

    @Nullable String spentFor;

    @Nullable Instant claimedUntil;
}
