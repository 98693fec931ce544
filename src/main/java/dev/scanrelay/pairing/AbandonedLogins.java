package dev.scanrelay.pairing;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.Directory;
import dev.scanrelay.itero.TokenSet;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/** Clears logins that nobody finished; tokens that they got are revoked. */
@Singleton
final class AbandonedLogins {

    private static final Logger LOG = Logger.getLogger(AbandonedLogins.class);
    private static final int MOST_AT_ONCE = 100;

    private final Database database;
    private final AttemptSeal seal;
    private final Farewells farewells;
    private final Clock clock;

    AbandonedLogins(Database database, AttemptSeal seal, Farewells farewells, Clock clock) {
        this.database = database;
        this.seal = seal;
        this.farewells = farewells;
        this.clock = clock;
    }

    void clear() {
        while (clearSome() == MOST_AT_ONCE) {
            // there may be more
        }
    }

    private int clearSome() {
        return database.write(session -> session.createNativeQuery("""
                        select * from authorization_attempt where expires_at <= :now
                        order by expires_at limit :most for update skip locked""", AttemptRow.class)
                .setParameter("now", clock.instant())
                .setParameter("most", MOST_AT_ONCE)
                .getResultList()
                .chain(rows -> Multi.createFrom()
                        .iterable(rows)
                        .onItem()
                        .transformToUniAndConcatenate(row -> clear(session, row))
                        .collect()
                        .asList()
                        .map(List::size)));
    }

    private Uni<Void> clear(Mutiny.Session session, AttemptRow row) {
        return tokens(row)
                .map(tokens -> farewells.revokeOnly(
                        session,
                        new PartnerId(row.partnerId),
                        tokens,
                        Directory.ofJson(Objects.requireNonNull(row.directory))))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .chain(() -> session.remove(row));
    }

    /** One that can't be opened must not keep the others. */
    private Optional<TokenSet> tokens(AttemptRow row) {
        try {
            return seal.takeTokens(row);
        } catch (RuntimeException unreadable) {
            LOG.errorf(
                    "Tokens of an abandoned login can't be opened cause=%s",
                    unreadable.getClass().getSimpleName());
            return Optional.empty();
        }
    }
}
