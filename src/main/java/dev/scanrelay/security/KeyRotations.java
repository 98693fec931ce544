package dev.scanrelay.security;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.PartnerId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Puts a new key in the place of an old one. The old one is locked first, so that of two who rotate it at once the second finds the
 * first one's successor. A key's neighbours in its line are enough to look at: one further away was over before they were made.
 */
@Singleton
final class KeyRotations {

    private final Database database;

    KeyRotations(Database database) {
        this.database = database;
    }

    /**
     * Rotates.
     *
     * @param grace how long the old key stays good, if it does not end sooner
     * @param expiresAt the end of the new one; empty: as long a life as the old one was made for
     */
    Uni<Rotated> rotate(
            PartnerId partner, String id, KeyToken token, Instant now, Duration grace, Optional<Instant> expiresAt) {
        return database.writeAsync(session -> lock(session, partner, id).chain(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(new Rotated.NoSuchKey());
            }
            ApiKey old = found.get();
            if (old.life().isOver(now)) {
                return Uni.createFrom().item(new Rotated.Ended());
            }
            return liveNeighbours(session, old, now)
                    .chain(live -> live > 0
                            ? Uni.createFrom().item(new Rotated.TwoAreLive())
                            : replace(session, old, token, now, grace, expiresAt));
        }));
    }

    private static Uni<Optional<ApiKey>> lock(Mutiny.Session session, PartnerId partner, String id) {
        return ApiKeys.select(session, "id = :id and partner_id = :partner for update")
                .setParameter("id", id)
                .setParameter("partner", partner.value())
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(ApiKeys::key));
    }

    private static Uni<Long> liveNeighbours(Mutiny.Session session, ApiKey key, Instant now) {
        return session.createNativeQuery("""
                        select count(*) from api_key
                        where (rotates = :id or id = cast(:before as text)) and revoked_at is null
                          and coalesce(least(expires_at, retires_at) > :now, true)""", Tuple.class)
                .setParameter("id", key.id())
                .setParameter("before", key.rotates().orElse(null))
                .setParameter("now", now.atOffset(ZoneOffset.UTC))
                .getSingleResult()
                .map(row -> row.get(0, Long.class));
    }

    private static Uni<Rotated> replace(
            Mutiny.Session session,
            ApiKey old,
            KeyToken token,
            Instant now,
            Duration grace,
            Optional<Instant> expiresAt) {
        return madeFor(session, old)
                .map(life -> old.successor(token, ApiKey.Life.from(now, expiresAt.or(() -> life.map(now::plus)))))
                .call(successor -> ApiKeys.insert(session, successor))
                .call(successor -> retire(session, old, now.plus(grace)))
                .map(Rotated.Made::new);
    }

    /** How long the key was made to live, whatever a rotation has made of it. */
    private static Uni<Optional<Duration>> madeFor(Mutiny.Session session, ApiKey key) {
        return session.createNativeQuery(
                        "select cast(extract(epoch from expires_at - created_at) as bigint) from api_key where id = :id",
                        Tuple.class)
                .setParameter("id", key.id())
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row)
                        .map(found -> found.get(0, Long.class))
                        .map(Duration::ofSeconds));
    }

    private static Uni<Integer> retire(Mutiny.Session session, ApiKey key, Instant at) {
        return session.createNativeQuery("update api_key set retires_at = least(retires_at, :at) where id = :id")
                .setParameter("at", at.atOffset(ZoneOffset.UTC))
                .setParameter("id", key.id())
                .executeUpdate();
    }
}
