package dev.scanrelay.pairing;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;

/** What a callback key turned out to be. */
public sealed interface CallbackKey {

    /** Of one pairing: it names the account. */
    record ForPairing(PartnerId partner, AccountId account, int generation) implements CallbackKey {}

    /** Of a partner, for the URL registered at Align: the account is in the body. */
    record ForPartner(PartnerId partner, int generation) implements CallbackKey {}

    /** Not made by us: mistyped, truncated, or under a key that the keyset has no more. */
    record Forged() implements CallbackKey {}

    /** Made by us and withdrawn since. */
    record Revoked() implements CallbackKey {}
}
