package dev.scanrelay.pairing;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;

/**
 * A hint within this process, fired after the commit: calls for the account can be made from now on. What waited for it may go on at
 * once; a hint that is lost costs only the time until the next look.
 */
public record Reconnected(PartnerId partner, AccountId account) {}
