package dev.scanrelay.event;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;

/**
 * A clinic granted access, for the first time or again.
 *
 * @param again true when the account was known before
 */
public record PairingConnected(PartnerId partner, AccountId account, boolean again) implements PairingData {

    @Override
    public EventType type() {
        return EventType.PAIRING_CONNECTED;
    }
}
