package dev.scanrelay.event;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;

/**
 * The account is no longer connected.
 *
 * @param reason constant words, never text of the vendor's
 */
public record PairingEnded(PartnerId partner, AccountId account, String reason) implements PairingData {

    @Override
    public EventType type() {
        return EventType.PAIRING_ENDED;
    }
}
