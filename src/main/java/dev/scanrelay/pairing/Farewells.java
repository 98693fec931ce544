package dev.scanrelay.pairing;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.Directory;
import dev.scanrelay.itero.TokenSet;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The tokens that Align still has to forget, kept until it has. */
@Singleton
final class Farewells {

    private static final Duration CLAIM = Duration.ofMinutes(3); // longer than the calls of one farewell may take

    private final Database database;
    private final FarewellSeal seal;
    private final PairingEvents events;
    private final Duration keep;
    private final Clock clock;

    Farewells(Database database, FarewellSeal seal, PairingEvents events, PairingSettings settings, Clock clock) {
        this.database = database;
        this.seal = seal;
        this.events = events;
        this.keep = settings.farewellFor();
        this.clock = clock;
    }

    /**
     * @param account empty for tokens of a login that was never paired
     * @param unpair whether Align has to be told that the pairing is over, too
     */
    Uni<Void> add(
            Mutiny.Session session,
            PartnerId partner,
            Optional<AccountId> account,
            boolean unpair,
            TokenSet tokens,
            Directory directory) {
        FarewellRow row = new FarewellRow();
        row.id = UUID.randomUUID();
        row.partnerId = partner.value();
        row.accountId = account.map(AccountId::value).orElse(null);
        row.unpair = unpair;
        row.directory = directory.toJson();
        row.dueAt = clock.instant();
        row.giveUpAt = clock.instant().plus(keep);
        seal.put(row, tokens);
        return session.persist(row);
    }

    /** Tokens that are superseded, or were never paired: no pairing ends with them. */
    Uni<Void> revokeOnly(Mutiny.Session session, PartnerId partner, TokenSet tokens, Directory directory) {
        return add(session, partner, Optional.empty(), false, tokens, directory);
    }

    /** Takes one that is due; while it is being said nobody else does. Of one account where it is named. */
    Optional<Farewell> claim(Optional<KeyOwner> of) {
        Instant now = clock.instant();
        return Optional.ofNullable(database.write(session -> due(session, of, now)
                        .invoke(row -> {
                            if (row != null) {
                                row.dueAt = now.plus(CLAIM);
                            }
                        })))
                .map(seal::take);
    }

    private static Uni<@Nullable FarewellRow> due(Mutiny.Session session, Optional<KeyOwner> of, Instant now) {
        return session.createNativeQuery("""
                        select * from token_farewell
                        where due_at <= :now and (:partner = '' or (partner_id = :partner and account_id = :account))
                        order by due_at limit 1 for update skip locked""", FarewellRow.class)
                .setParameter("now", now)
                .setParameter(
                        "partner", of.map(owner -> owner.partner().value()).orElse(""))
                .setParameter("account", of.map(KeyOwner::accountColumn).orElse(""))
                .getSingleResultOrNull();
    }

    /** Newer tokens of the same grant, stored before they are used. */
    void renewed(Farewell farewell, TokenSet tokens) {
        database.write(session -> session.find(FarewellRow.class, farewell.id(), LockModeType.PESSIMISTIC_WRITE)
                .invoke(row -> {
                    if (row != null) {
                        seal.put(row, tokens);
                    }
                }));
    }

    /** The tokens are dead: the row goes, and with the last one of an ending pairing the pairing has ended. */
    void done(Farewell farewell) {
        database.write(session -> lockPairing(session, farewell)
                .chain(() -> session.createMutationQuery("delete from FarewellRow where id = :id")
                        .setParameter("id", farewell.id())
                        .executeUpdate())
                .chain(() -> farewell.account()
                        .map(account -> settle(session, farewell.partner(), account))
                        .orElseGet(() -> Uni.createFrom().voidItem())));
    }

    // First, as everybody does: who pairs the account anew locks the pairing, then its farewells.
    private static Uni<Void> lockPairing(Mutiny.Session session, Farewell farewell) {
        return farewell.account()
                .map(account ->
                        PairingRow.lock(session, farewell.partner(), account).replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** Ends an ending pairing when there is nothing left that Align has to forget. */
    Uni<Void> settle(Mutiny.Session session, PartnerId partner, AccountId account) {
        return PairingRow.lock(session, partner, account)
                .chain(pairing -> count(session, partner, account).chain(left -> {
                    if (pairing == null || left > 0 || !pairing.status.equals(PairingRow.ENDING)) {
                        return Uni.createFrom().voidItem();
                    }
                    pairing.become(PairingRow.ENDED, clock.instant());
                    return events.ended(session, pairing);
                }));
    }

    private static Uni<Long> count(Mutiny.Session session, PartnerId partner, AccountId account) {
        return session.createSelectionQuery(
                        "select count(*) from FarewellRow where partnerId = :partner and accountId = :account",
                        Long.class)
                .setParameter("partner", partner.value())
                .setParameter("account", account.value())
                .getSingleResult();
    }

    /** Not now: again after a while, and never again once no token can be alive any more. */
    void postpone(Farewell farewell, Duration wait) {
        Instant now = clock.instant();
        boolean over =
                database.write(session -> session.find(FarewellRow.class, farewell.id(), LockModeType.PESSIMISTIC_WRITE)
                        .map(row -> {
                            if (row == null) {
                                return false;
                            }
                            row.failures++;
                            row.dueAt = now.plus(wait);
                            return !now.isBefore(row.giveUpAt);
                        }));
        if (over) {
            done(farewell);
        }
    }

    /** The account is paired again: what is left of the former pairing must not end the new one. */
    Uni<Integer> keepPaired(Mutiny.Session session, PartnerId partner, AccountId account) {
        return session.createMutationQuery(
                        "update FarewellRow set unpair = false where partnerId = :partner and accountId = :account")
                .setParameter("partner", partner.value())
                .setParameter("account", account.value())
                .executeUpdate();
    }
}
