package dev.scanrelay.rx;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code scan_request}. The patient is in the sealed content. */
@Entity
@Table(name = "scan_request")
class ScanRequestRow {

    @Id
    UUID id = new UUID(0, 0);

    String partnerId = "";
    String accountId = "";
    String state = "";

    @Nullable String idempotencyKey;

    byte[] content = {};

    byte @Nullable [] chartNumberIndex;

    @Nullable String reference;

    String match = "";
    String candidates = "";

    @Nullable String rxId;

    @Nullable String patientId;

    @Nullable UUID orderId;

    @Nullable String refusal;

    @Nullable String evidence;

    @Nullable String patientDiffers;

    int looks;
    Instant lookAt = Instant.EPOCH;
    Instant createdAt = Instant.EPOCH;
    Instant changedAt = Instant.EPOCH;

    PartnerId partner() {
        return new PartnerId(partnerId);
    }

    AccountId account() {
        return new AccountId(accountId);
    }

    Optional<RxId> rx() {
        return Optional.ofNullable(rxId).map(RxId::new);
    }

    RequestState state() {
        return RequestState.of(state).orElseThrow();
    }

    void become(RequestState next, Instant now) {
        state = next.wire();
        changedAt = now;
    }
}
