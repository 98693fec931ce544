package dev.scanrelay.pairing;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.Directory;
import dev.scanrelay.itero.TokenSet;
import dev.scanrelay.secret.Secret;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The token sets that were handed over and are not paired with yet, each worked on by one at a time. */
@Singleton
final class Handovers {

    private static final String DUE =
            "select * from token_import where due_at <= :now order by due_at limit 1 for update skip locked";

    private final Database database;
    private final ImportSeal seal;
    private final Farewells farewells;
    private final Duration claim;
    private final Clock clock;

    Handovers(Database database, ImportSeal seal, Farewells farewells, PairingSettings settings, Clock clock) {
        this.database = database;
        this.seal = seal;
        this.farewells = farewells;
        this.claim = settings.renewalLease().multipliedBy(2); // Discovery, refresh, Pair, and their time-outs
        this.clock = clock;
    }

    /**
     * Keeps a set and claims it. One that waits already is left to whoever has it; until Align saw its token, the newer one counts.
     *
     * @return empty if the account's tokens are being worked on, or wait for their next try
     */
    Optional<Handover> keep(PartnerId partner, AccountId account, Secret refreshToken) {
        Instant now = clock.instant();
        UUID id = UUID.randomUUID();
        return database.write(session -> insertIfNone(session, id, partner, account, refreshToken, now)
                .chain(() -> waiting(session, partner, account))
                .map(row -> claimed(row, id, refreshToken, now)));
    }

    private Optional<Handover> claimed(ImportRow row, UUID mine, Secret refreshToken, Instant now) {
        if (!row.id.equals(mine)) {
            if (!row.sent && row.accessToken == null) {
                seal.put(row, refreshToken);
                row.createdAt = now;
            }
            if (row.dueAt.isAfter(now)) {
                return Optional.empty();
            }
        }
        row.dueAt = now.plus(claim);
        return Optional.of(seal.take(row, row.sent));
    }

    private Uni<Integer> insertIfNone(
            Mutiny.Session session, UUID id, PartnerId partner, AccountId account, Secret refreshToken, Instant now) {
        ImportRow sealed = new ImportRow();
        sealed.id = id;
        seal.put(sealed, refreshToken);
        return session.createNativeQuery("""
                        insert into token_import (id, partner_id, account_id, refresh_token, sent, failures, due_at, created_at)
                        values (:id, :partner, :account, :token, false, 0, :now, :now)
                        on conflict (partner_id, account_id) do nothing""")
                .setParameter("id", id)
                .setParameter("partner", partner.value())
                .setParameter("account", account.value())
                .setParameter("token", sealed.refreshToken)
                .setParameter("now", now)
                .executeUpdate();
    }

    private static Uni<ImportRow> waiting(Mutiny.Session session, PartnerId partner, AccountId account) {
        return session.createSelectionQuery(
                        "from ImportRow where partnerId = :partner and accountId = :account", ImportRow.class)
                .setParameter("partner", partner.value())
                .setParameter("account", account.value())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getSingleResult();
    }

    /** Takes one that is due; while it is being worked on nobody else does. */
    Optional<Handover> claim() {
        Instant now = clock.instant();
        return Optional.ofNullable(database.write(session -> due(session, now).invoke(row -> {
                    if (row != null) {
                        row.dueAt = now.plus(claim);
                    }
                })))
                .map(row -> seal.take(row, row.sent)); // afterwards: one that can't be opened must not keep the others
    }

    private static Uni<@Nullable ImportRow> due(Mutiny.Session session, Instant now) {
        return session.createNativeQuery(DUE, ImportRow.class)
                .setParameter("now", now)
                .getSingleResultOrNull();
    }

    /** Align is about to see the refresh token. */
    void sending(Handover handover) {
        change(handover, row -> row.sent = true);
    }

    /** Stored before it is used. */
    boolean renewed(Handover handover, TokenSet tokens) {
        return change(handover, row -> seal.put(row, tokens));
    }

    void postpone(Handover handover, Duration wait) {
        Instant due = clock.instant().plus(wait);
        change(handover, row -> {
            row.failures++;
            row.dueAt = due;
        });
    }

    /** Our copy goes. */
    void drop(Handover handover) {
        database.write(session -> delete(session, handover));
    }

    /** The same, and what Align issued to us is revoked. */
    void drop(Handover handover, TokenSet issued, Directory directory) {
        database.write(session -> delete(session, handover)
                .chain(() -> farewells.revokeOnly(session, handover.partner(), issued, directory)));
    }

    private static Uni<Integer> delete(Mutiny.Session session, Handover handover) {
        return session.createMutationQuery("delete from ImportRow where id = :id")
                .setParameter("id", handover.id())
                .executeUpdate();
    }

    /** False if the row is gone: somebody else finished it. */
    private boolean change(Handover handover, Consumer<ImportRow> change) {
        return database.write(session -> session.find(ImportRow.class, handover.id(), LockModeType.PESSIMISTIC_WRITE)
                .map(row -> changed(row, change)));
    }

    private static boolean changed(@Nullable ImportRow row, Consumer<ImportRow> change) {
        if (row != null) {
            change.accept(row);
        }
        return row != null;
    }
}
