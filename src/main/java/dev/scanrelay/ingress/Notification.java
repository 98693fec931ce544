package dev.scanrelay.ingress;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * A scan-ready notification as it goes to Kafka: the value of a record whose key is {@link #key()}. Its JSON
 * Schema is schemas/scan.notifications.v1.json. It is a hint that something changed at Align, not the change.
 *
 * @param notificationId ours; Align gives none
 * @param receivedAt when the body was complete
 * @param keyGeneration of the callback key it came under
 * @param via whose callback key it came under
 */
public record Notification(
        UUID notificationId,
        PartnerId partner,
        AccountId account,
        RxId rxId,
        Instant receivedAt,
        int keyGeneration,
        Via via) {

    /** One with holes, read from the topic, would fail wherever it is used and be tried again for ever. */
    public Notification {
        Objects.requireNonNull(notificationId);
        Objects.requireNonNull(partner);
        Objects.requireNonNull(account);
        Objects.requireNonNull(rxId);
        Objects.requireNonNull(receivedAt);
        Objects.requireNonNull(via);
    }

    /** All of one RX goes to one partition. */
    public String key() {
        return account + "/" + rxId;
    }

    /** Whose callback key it came under. */
    public enum Via {
        /** The pairing's own key names the account. */
        @JsonProperty("pairing-key")
        PAIRING_KEY,
        /** The partner's key, for the URL registered at Align; the account came in the body. */
        @JsonProperty("partner-key")
        PARTNER_KEY
    }
}
