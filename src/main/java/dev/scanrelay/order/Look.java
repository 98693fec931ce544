package dev.scanrelay.order;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import java.time.Duration;
import java.time.Instant;

/**
 * Somebody read orders of an account at the vendor, to see what we missed.
 *
 * @param origin who looked
 * @param since unknown orders that did not change since then are left alone
 * @param rest a stored order that was fetched because of a look is not fetched again because of another within this time
 * @param blindFirst how long after its last change an order is fetched again that shows no sign of one; then the time doubles
 */
public record Look(
        PartnerId partner, AccountId account, Origin origin, Instant since, Duration rest, Duration blindFirst) {}
