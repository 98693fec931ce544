package dev.scanrelay.security;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Keys as the database had them a moment ago, and ids it did not have. A key revoked anywhere is refused here within
 * {@code LOOK + LIFE}, less than five seconds. With the database out, a key not looked up within {@code LIFE} is answered 503, never
 * 401: nobody is told that a good key is bad.
 */
@Singleton
final class KnownKeys {

    static final Duration LOOK = Duration.ofMillis(1500);
    static final Duration LIFE = Duration.ofSeconds(3);
    private static final int MOST = 10_000;

    private final ApiKeys keys;
    private final AsyncCache<String, Optional<ApiKey>> known =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LIFE).buildAsync();

    KnownKeys(ApiKeys keys) {
        this.keys = keys;
    }

    /** Fails if the database does not answer in time; failures are not kept. */
    Uni<Optional<ApiKey>> find(String id) {
        return Uni.createFrom()
                .completionStage(() -> known.get(
                        id,
                        (missing, executor) ->
                                keys.find(missing).ifNoItem().after(LOOK).fail().subscribeAsCompletionStage()));
    }
}
