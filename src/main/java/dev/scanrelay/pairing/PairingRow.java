package dev.scanrelay.pairing;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** A row of {@code pairing}. */
@Entity
@Table(name = "pairing")
@IdClass(PairingRow.Key.class)
class PairingRow {

    static final String PENDING = "pending";
    static final String ACTIVE = "active";
    static final String ATTENTION = "attention";
    static final String ENDING = "ending";
    static final String ENDED = "ended";

    @Id
    String partnerId = "";

    @Id
    String accountId = "";

    String status = PENDING;

    @Nullable String attentionReason;

    @Nullable String region;

    @Nullable String directory;

    @Nullable Instant pairedAt;

    @Nullable Instant refreshedAt;

    long changes; // of the status; tells one occurrence of an event from the next
    Instant changedAt = Instant.EPOCH;

    void become(String next, Instant now) {
        status = next;
        attentionReason = null;
        changes++;
        changedAt = now;
    }

    PartnerId partner() {
        return new PartnerId(partnerId);
    }

    AccountId account() {
        return new AccountId(accountId);
    }

    /** Align has confirmed it, and its warnings are not acknowledged yet. */
    boolean waits() {
        return status.equals(PENDING) && pairedAt != null;
    }

    boolean ending() {
        return status.equals(ENDING) || status.equals(ENDED);
    }

    static Uni<@Nullable PairingRow> find(Mutiny.Session session, PartnerId partner, AccountId account) {
        return session.find(PairingRow.class, new Key(partner.value(), account.value()));
    }

    /** Locks it to the end of the transaction. Lock the pairing before its grants. */
    static Uni<@Nullable PairingRow> lock(Mutiny.Session session, PartnerId partner, AccountId account) {
        return session.find(
                PairingRow.class, new Key(partner.value(), account.value()), LockModeType.PESSIMISTIC_WRITE);
    }

    record Key(String partnerId, String accountId) implements Serializable {}
}
