package dev.scanrelay.pairing;

import dev.scanrelay.database.Database;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** The generations of callback keys in the database. Generations of one owner are withdrawn oldest first. */
@Singleton
final class KeyGenerations {

    private final Database database;
    private final Duration grace;
    private final Clock clock;
    private final Map<KeyOwner, Integer> reported = new ConcurrentHashMap<>();

    KeyGenerations(Database database, PairingSettings settings, Clock clock) {
        this.database = database;
        this.grace = settings.callbackKeyGrace();
        this.clock = clock;
    }

    /** The newest one that is not withdrawn, or a new one. */
    Uni<Integer> currentOrNew(Mutiny.Session session, KeyOwner owner) {
        return newest(session, owner, "and revoked_at is null")
                .chain(current -> current > 0 ? Uni.createFrom().item(current) : add(session, owner));
    }

    Uni<Integer> add(Mutiny.Session session, KeyOwner owner) {
        return newest(session, owner, "")
                .map(newest -> newest + 1)
                .call(next -> of(session, owner, """
                                insert into callback_key (partner_id, account_id, generation, created_at)
                                values (:partner, :account, :generation, :now)""")
                        .setParameter("generation", next)
                        .setParameter("now", clock.instant())
                        .executeUpdate());
    }

    /** From now on all that there are are refused. */
    Uni<Integer> revokeAll(Mutiny.Session session, KeyOwner owner) {
        return revoke(session, owner, Integer.MAX_VALUE, Duration.ZERO);
    }

    private Uni<Integer> revoke(Mutiny.Session session, KeyOwner owner, int through, Duration wait) {
        return of(session, owner, """
                        update callback_key set revoked_at = least(revoked_at, cast(:at as timestamptz))
                        where partner_id = :partner and account_id = :account and generation <= :through""")
                .setParameter("through", through)
                .setParameter("at", clock.instant().plus(wait))
                .executeUpdate();
    }

    void seen(KeyOwner owner, int generation) {
        if (reported.getOrDefault(owner, 0) >= generation) {
            return;
        }
        database.write(session -> of(session, owner, """
                        update callback_key set seen_at = :now
                        where partner_id = :partner and account_id = :account and generation = :generation
                          and seen_at is null""")
                .setParameter("generation", generation)
                .setParameter("now", clock.instant())
                .executeUpdate()
                .chain(first -> first == 0 ? Uni.createFrom().item(0) : revoke(session, owner, generation - 1, grace)));
        reported.merge(owner, generation, Math::max);
    }

    /** Whether it is refused, or soon will be. */
    Uni<Boolean> isRevoked(Mutiny.Session session, KeyOwner owner, int generation) {
        return newest(session, owner, "and revoked_at is not null").map(revoked -> revoked >= generation);
    }

    Map<KeyOwner, Integer> revokedThrough() {
        return database.read(session -> session.createNativeQuery("""
                        select partner_id as partner, account_id as account, max(generation) as generation
                        from callback_key where revoked_at <= :now group by 1, 2""", Tuple.class)
                .setParameter("now", clock.instant())
                .getResultList()
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> KeyOwner.of(row.get("partner", String.class), row.get("account", String.class)),
                                row -> row.get("generation", Integer.class)))));
    }

    private static Uni<Integer> newest(Mutiny.Session session, KeyOwner owner, String condition) {
        return session.createNativeQuery(
                        "select coalesce(max(generation), 0) from callback_key"
                                + " where partner_id = :partner and account_id = :account " + condition,
                        Tuple.class)
                .setParameter("partner", owner.partner().value())
                .setParameter("account", owner.accountColumn())
                .getSingleResult()
                .map(row -> row.get(0, Integer.class));
    }

    private static Mutiny.MutationQuery of(Mutiny.Session session, KeyOwner owner, String sql) {
        return session.createNativeQuery(sql)
                .setParameter("partner", owner.partner().value())
                .setParameter("account", owner.accountColumn());
    }
}
