package dev.scanrelay.pairing;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;

/** What came of choosing an account. */
public sealed interface Chosen {

    /** Calls can be made and notifications will come. */
    record Paired(PartnerId partner, AccountId account, String region) implements Chosen {}

    /** There is no such login of this partner, it is over, or it was paired already. */
    record NoAttempt() implements Chosen {}

    /** Nobody could be notified: {@code scanrelay.pairing.callback-base} is not set. */
    record NoCallback() implements Chosen {}

    /** Align does not let this user pair to this account. */
    record Refused() implements Chosen {}
}
