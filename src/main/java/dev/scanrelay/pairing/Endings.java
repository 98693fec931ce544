package dev.scanrelay.pairing;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Ends a pairing. One transaction refuses the callback key and moves every token from the grants to the farewells, so a renewal in
 * flight finds nothing to store into; then Align is told, now and until it knows.
 */
@Singleton
final class Endings {

    private final Database database;
    private final GrantSeal seal;
    private final Farewells farewells;
    private final FarewellPass pass;
    private final KeyGenerations generations;
    private final RevokedKeys revoked;
    private final Clock clock;

    Endings(
            Database database,
            GrantSeal seal,
            Farewells farewells,
            FarewellPass pass,
            KeyGenerations generations,
            RevokedKeys revoked,
            Clock clock) {
        this.database = database;
        this.seal = seal;
        this.farewells = farewells;
        this.pass = pass;
        this.generations = generations;
        this.revoked = revoked;
        this.clock = clock;
    }

    Disconnected end(PartnerId partner, AccountId account) {
        if (!database.write(session -> begin(session, partner, account))) {
            return new Disconnected.Unknown();
        }
        revoked.replace(generations.revokedThrough());
        pass.run(Optional.of(KeyOwner.pairing(partner, account)));
        return ended(partner, account) ? new Disconnected.Ended() : new Disconnected.Ending();
    }

    private boolean ended(PartnerId partner, AccountId account) {
        return database.read(session -> PairingRow.find(session, partner, account)
                .map(pairing -> pairing != null && pairing.status.equals(PairingRow.ENDED)));
    }

    private Uni<Boolean> begin(Mutiny.Session session, PartnerId partner, AccountId account) {
        return PairingRow.lock(session, partner, account).chain(pairing -> {
            if (pairing == null || pairing.status.equals(PairingRow.ENDED)) {
                return Uni.createFrom().item(false);
            }
            pairing.become(PairingRow.ENDING, clock.instant());
            return Grants.live(session, partner, account)
                    .chain(rows -> sayFarewell(session, pairing, rows))
                    .call(() -> deleteGrants(session, partner, account))
                    .call(() -> generations.revokeAll(session, KeyOwner.pairing(partner, account)))
                    .call(session::flush)
                    .call(() -> farewells.settle(session, partner, account))
                    .replaceWith(true);
        });
    }

    private Uni<Void> sayFarewell(Mutiny.Session session, PairingRow pairing, List<GrantRow> rows) {
        return Multi.createFrom()
                .iterable(rows)
                .map(row -> seal.take(row, pairing))
                .onItem()
                .transformToUniAndConcatenate(grant -> farewells.add(
                        session,
                        grant.partner(),
                        Optional.of(grant.account()),
                        true,
                        grant.tokens(),
                        grant.directory()))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private static Uni<Integer> deleteGrants(Mutiny.Session session, PartnerId partner, AccountId account) {
        return session.createMutationQuery("delete from GrantRow where partnerId = :partner and accountId = :account")
                .setParameter("partner", partner.value())
                .setParameter("account", account.value())
                .executeUpdate();
    }
}
