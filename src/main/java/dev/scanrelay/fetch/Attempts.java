package dev.scanrelay.fetch;

import dev.scanrelay.database.Database;
import dev.scanrelay.transfer.Place;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The attempts on record: each has a random id, and a prefix under which alone it writes. */
@ApplicationScoped
class Attempts {

    private static final String OPEN = """
            insert into attempt (id, order_id, lease_token, owner, store, bucket, prefix, state, started_at, look_at)
            select :id, id, lease_token, lease_owner, :store, :bucket, :prefix, 'open', clock_timestamp(), clock_timestamp()
              from scan_order where id = :order and lease_token = :token and lease_owner = :owner""";

    private static final String REVOKE = """
            update attempt set state = 'revoked', ended_at = clock_timestamp(), look_at = clock_timestamp()
             where id = :id and state = 'open'""";

    private static final String COMMIT =
            "update attempt set state = 'committed', ended_at = clock_timestamp() where id = :id and state = 'open'";

    /** Open ones whose lease has gone: taken over, given back, or not renewed for a whole term after its end. */
    private static final String REVOKE_ABANDONED = """
            update attempt a set state = 'revoked', ended_at = clock_timestamp(), look_at = clock_timestamp()
              from scan_order o
             where a.state = 'open' and o.id = a.order_id
               and (o.lease_token <> a.lease_token or o.lease_owner is null
                    or o.lease_until < clock_timestamp() - :term * interval '1 millisecond')""";

    /** Claims some to look at; who dies over it leaves them to be claimed again after the claim's time. */
    private static final String CLAIM = """
            update attempt a set look_at = clock_timestamp() + :claim * interval '1 millisecond'
              from (select id from attempt where state = 'revoked' and look_at <= clock_timestamp()
                     order by look_at limit :atMost for update skip locked) chosen
             where a.id = chosen.id
            returning a.id, a.store, a.bucket, a.prefix,
                      coalesce(a.clean_since <= clock_timestamp() - :grace * interval '1 millisecond', false)""";

    private static final String FOUND_CLEAN = """
            update attempt set clean_since = coalesce(clean_since, clock_timestamp()),
                   look_at = clock_timestamp() + :grace * interval '1 millisecond'
             where id = :id and state = 'revoked'""";

    private static final String FOUND_DIRTY =
            "update attempt set clean_since = null, look_at = clock_timestamp() where id = :id and state = 'revoked'";

    private static final String SWEPT = "update attempt set state = 'swept' where id = :id and state = 'revoked'";

    private final Database database;

    Attempts(Database database) {
        this.database = database;
    }

    /** Empty if the lease is not the current one any more. */
    Optional<OpenAttempt> open(Lease lease, Place place) {
        UUID id = UUID.randomUUID();
        String prefix = "orders/" + lease.partner() + "/" + lease.account() + "/" + id + "/";
        int rows = database.write(session -> session.createNativeQuery(OPEN)
                .setParameter("id", id)
                .setParameter("store", place.store())
                .setParameter("bucket", place.bucket())
                .setParameter("prefix", prefix)
                .setParameter("order", lease.orderId())
                .setParameter("token", lease.token())
                .setParameter("owner", lease.owner())
                .executeUpdate());
        return rows == 1 ? Optional.of(new OpenAttempt(id, place, prefix)) : Optional.empty();
    }

    /**
     * From here on it can't be committed; what it wrote is removed sooner or later. False if it was committed or revoked before:
     * then its objects are not the caller's to remove.
     */
    boolean revoke(UUID attempt) {
        return change(REVOKE, attempt) == 1;
    }

    /** In the transaction that records what the attempt brought: it is kept, or all of that is undone. */
    Uni<Void> commit(Mutiny.Session session, UUID attempt) {
        return session.createNativeQuery(COMMIT)
                .setParameter("id", attempt)
                .executeUpdate()
                .invoke(rows -> {
                    if (rows != 1) {
                        throw new AttemptRevoked();
                    }
                })
                .replaceWithVoid();
    }

    /** Revokes what nobody works on any more. */
    int revokeAbandoned(Duration term) {
        return database.write(session -> session.createNativeQuery(REVOKE_ABANDONED)
                .setParameter("term", term.toMillis())
                .executeUpdate());
    }

    /** Some revoked attempts that nobody else looks at now. */
    List<Revoked> claim(int atMost, Duration claim, Duration grace) {
        return database.write(session -> session.createNativeQuery(CLAIM, Object[].class)
                .setParameter("claim", claim.toMillis())
                .setParameter("grace", grace.toMillis())
                .setParameter("atMost", atMost)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new Revoked(
                                (UUID) row[0], new Place((String) row[1], (String) row[2]), (String) row[3], (boolean)
                                        row[4]))
                        .toList()));
    }

    void foundClean(UUID attempt, Duration grace) {
        database.write(session -> session.createNativeQuery(FOUND_CLEAN)
                .setParameter("id", attempt)
                .setParameter("grace", grace.toMillis())
                .executeUpdate());
    }

    void foundDirty(UUID attempt) {
        change(FOUND_DIRTY, attempt);
    }

    void swept(UUID attempt) {
        change(SWEPT, attempt);
    }

    private int change(String sql, UUID attempt) {
        return database.write(session ->
                session.createNativeQuery(sql).setParameter("id", attempt).executeUpdate());
    }

    /** An attempt that may write under its prefix. */
    record OpenAttempt(UUID id, Place place, String prefix) {}

    /**
     * An attempt that will never be committed.
     *
     * @param cleanForLong whether its prefix was found empty once, a whole grace ago
     */
    record Revoked(UUID id, Place place, String prefix, boolean cleanForLong) {}
}
