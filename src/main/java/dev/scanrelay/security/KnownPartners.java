package dev.scanrelay.security;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.scanrelay.database.Database;
import dev.scanrelay.id.PartnerId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import java.time.Duration;

/** Whether a partner exists, as the database had it a moment ago. */
@Singleton
final class KnownPartners {

    private static final Duration LOOK = Duration.ofMillis(1500);
    private static final Duration LIFE = Duration.ofSeconds(30);
    private static final int MOST = 1000;

    private final Database database;
    private final AsyncCache<PartnerId, Boolean> known =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LIFE).buildAsync();

    KnownPartners(Database database) {
        this.database = database;
    }

    /** Fails if the database does not answer in time; failures are not kept. */
    Uni<Boolean> exists(PartnerId partner) {
        return Uni.createFrom()
                .completionStage(() -> known.get(
                        partner,
                        (missing, executor) ->
                                look(missing).ifNoItem().after(LOOK).fail().subscribeAsCompletionStage()));
    }

    private Uni<Boolean> look(PartnerId partner) {
        return database.readAsync(session -> session.createNativeQuery(
                        "select count(*) from partner where id = :id", Tuple.class)
                .setParameter("id", partner.value())
                .getSingleResult()
                .map(row -> row.get(0, Long.class) > 0));
    }
}
