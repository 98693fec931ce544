package dev.scanrelay.pairing;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.itero.Directory;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Objects;
import org.hibernate.reactive.mutiny.Mutiny;

/** Clears logins that nobody finished; tokens that they got are revoked. */
@Singleton
final class AbandonedLogins {

    private static final int MOST_PER_PASS = 100;

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
        database.write(session -> session.createNativeQuery("""
                        select * from authorization_attempt where expires_at <= :now
                        order by expires_at limit :most for update skip locked""", AttemptRow.class)
                .setParameter("now", clock.instant())
                .setParameter("most", MOST_PER_PASS)
                .getResultList()
                .chain(rows -> Multi.createFrom()
                        .iterable(rows)
                        .onItem()
                        .transformToUniAndConcatenate(row -> clear(session, row))
                        .collect()
                        .asList()));
    }

    private Uni<Void> clear(Mutiny.Session session, AttemptRow row) {
        return seal.takeTokens(row)
                .map(tokens -> farewells.revokeOnly(
                        session,
                        new PartnerId(row.partnerId),
                        tokens,
                        Directory.ofJson(Objects.requireNonNull(row.directory))))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .chain(() -> session.remove(row));
    }
}
