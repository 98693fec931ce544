package dev.scanrelay.courtesy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.scanrelay.itero.Caller;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** Permits for calls, by account and region, in the memory of this process. */
final class Limits {

    private static final int MOST = 50_000;
    private static final Duration MEMORY = Duration.ofMinutes(1);
    private static final Duration A_MOMENT = Duration.ofMillis(1);

    private final CourtesyConfig config;
    private final TimeMeter time;
    private final Cache<Object, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(MEMORY).build();

    Limits(CourtesyConfig config, TimeMeter time) {
        this.config = config;
        this.time = time;
    }

    /**
     * Takes a permit of both, or none.
     *
     * @param unhurried leaves a share of each to others
     * @return how long to wait before trying again; zero if it was taken
     */
    Duration take(Caller caller, boolean unhurried) {
        Bucket account = bucket(Party.of(caller), config.accountCalls());
        Bucket region = bucket(caller.region(), config.regionCalls());
        Duration wait = longer(
                missing(account, kept(config.accountCalls(), unhurried)),
                missing(region, kept(config.regionCalls(), unhurried)));
        if (!wait.isZero()) {
            return wait;
        }
        if (!account.tryConsume(1)) {
            return A_MOMENT;
        }
        if (!region.tryConsume(1)) {
            account.addTokens(1);
            return A_MOMENT;
        }
        return Duration.ZERO;
    }

    private long kept(int calls, boolean unhurried) {
        return unhurried ? Math.min(calls - 1L, Math.round(calls * config.kept())) : 0;
    }

    private static Duration missing(Bucket bucket, long kept) {
        EstimationProbe estimate = bucket.estimateAbilityToConsume(1 + kept);
        return estimate.canBeConsumed() ? Duration.ZERO : Duration.ofNanos(estimate.getNanosToWaitForRefill());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private Bucket bucket(Object whose, int calls) {
        return buckets.get(
                whose,
                unknown -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(calls).refillGreedy(calls, Duration.ofSeconds(1)))
                        .withCustomTimePrecision(time)
                        .build());
    }
}
