package dev.scanrelay.pairing;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code access_grant}. Tokens are sealed; nothing of it is printed. */
@Entity
@Table(name = "access_grant")
class GrantRow {

    static final String LIVE = "live";
    static final String DEAD = "dead";

    @Id
    UUID id = new UUID(0, 0);

    String partnerId = "";
    String accountId = "";
    String status = LIVE;
    long version;

    byte @Nullable [] accessToken;

    byte @Nullable [] refreshToken;

    Instant accessExpiresAt = Instant.EPOCH;

    @Nullable Long renewalSent;

    @Nullable UUID leaseOwner;

    @Nullable Instant leaseUntil;

    Instant createdAt = Instant.EPOCH;

    @Nullable Instant bornAt;

    Instant renewedAt = Instant.EPOCH;
    Instant renewAt = Instant.EPOCH;

    void die() {
        status = DEAD;
        accessToken = null;
        refreshToken = null;
        release();
    }

    void release() {
        leaseOwner = null;
        leaseUntil = null;
    }

    boolean live() {
        return status.equals(LIVE);
    }
}
