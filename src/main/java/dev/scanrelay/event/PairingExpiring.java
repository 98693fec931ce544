package dev.scanrelay.event;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import java.time.Instant;

/**
 * The account's last log-in will end by itself: a doctor should sign in again before. Told 14, 7 and 1 days ahead, once each.
 *
 * @param expiresAt when it ends, as far as the operator knows
 * @param daysLeft 14, 7 or 1: at most so many days are left
 */
public record PairingExpiring(PartnerId partner, AccountId account, Instant expiresAt, int daysLeft)
        implements PairingData {

    @Override
    public EventType type() {
        return EventType.PAIRING_EXPIRING;
    }
}
