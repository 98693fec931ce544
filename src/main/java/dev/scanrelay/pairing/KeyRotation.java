package dev.scanrelay.pairing;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.Itero;
import dev.scanrelay.pairing.PairingUnavailable.Reason;
import jakarta.inject.Singleton;

/** Gives a pairing or a partner a new callback key. The old one is good until the new one is seen. */
@Singleton
final class KeyRotation {

    private final Database database;
    private final Itero itero;
    private final Calls calls;
    private final Renewals renewals;
    private final KeyGenerations generations;
    private final CallbackUrls urls;
    private final CallbackKeys keys;

    KeyRotation(
            Database database,
            Itero itero,
            Calls calls,
            Renewals renewals,
            KeyGenerations generations,
            CallbackUrls urls,
            CallbackKeys keys) {
        this.database = database;
        this.itero = itero;
        this.calls = calls;
        this.renewals = renewals;
        this.generations = generations;
        this.urls = urls;
        this.keys = keys;
    }

    /** Pairs anew with the new key, which brings new tokens as well. */
    int rotate(PartnerId partner, AccountId account) {
        return calls.withGrant(partner, account, grant -> rotate(grant));
    }

    private Calls.Outcome<Integer> rotate(Grant grant) {
        KeyOwner owner = KeyOwner.pairing(grant.partner(), grant.account());
        int generation = database.write(session -> generations.add(session, owner));
        return switch (renewals.trade(
                grant,
                held -> itero.pair(held.access(), held.account(), urls.forPair(owner, generation))
                        .tokens())) {
            case Renewed.Usable usable -> new Calls.Outcome.Done<>(generation);
            case Renewed.Gone gone -> new Calls.Outcome.Gone<>();
            case Renewed.Busy busy -> throw new PairingUnavailable(Reason.RENEWING);
        };
    }

    /** A new key for the URL registered at Align. */
    PartnerKey rotate(PartnerId partner) {
        KeyOwner owner = KeyOwner.partner(partner);
        int generation = database.write(session -> generations.add(session, owner));
        return new PartnerKey(generation, keys.written(owner, generation), urls.of(owner, generation));
    }
}
