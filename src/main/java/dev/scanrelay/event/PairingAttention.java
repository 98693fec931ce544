package dev.scanrelay.event;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;

/**
 * No grant of the account works any more: a doctor has to sign in again. Orders wait meanwhile.
 *
 * @param reason constant words, never text of the vendor's
 */
public record PairingAttention(PartnerId partner, AccountId account, String reason) implements PairingData {

    @Override
    public EventType type() {
        return EventType.PAIRING_ATTENTION;
    }
}
