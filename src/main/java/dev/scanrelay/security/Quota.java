package dev.scanrelay.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * A bucket of permits for each of many, in the memory of this process. More than {@code MOST} are not remembered: the one forgotten
 * first starts anew with a full bucket.
 */
final class Quota {

    private static final int MOST = 20_000;
    private static final Duration SHORTEST_MEMORY = Duration.ofMinutes(1);

    private final String policy;
    private final long perSecond;
    private final long burst;
    private final TimeMeter time;
    private final Cache<String, Bucket> buckets;

    /**
     * A quota.
     *
     * @param policy its name in the RateLimit headers
     * @param time monotonic: a clock that is set back would hold buckets empty
     */
    Quota(String policy, long perSecond, long burst, TimeMeter time) {
        this.policy = policy;
        this.perSecond = perSecond;
        this.burst = burst;
        this.time = time;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(SHORTEST_MEMORY.plusSeconds(window()))
                .build();
    }

    /** Takes a permit, if one is left. */
    Standing take(String who) {
        var probe = bucket(who).tryConsumeAndReturnRemaining(1);
        long nanos = probe.isConsumed() ? probe.getNanosToWaitForReset() : probe.getNanosToWaitForRefill();
        return standing(probe.isConsumed(), probe.getRemainingTokens(), nanos);
    }

    /** Takes none; says whether one is left. */
    Standing look(String who) {
        var estimate = bucket(who).estimateAbilityToConsume(1);
        long left = estimate.getRemainingTokens();
        return standing(left > 0, left, left > 0 ? untilFull(left) : estimate.getNanosToWaitForRefill());
    }

    private Standing standing(boolean allowed, long left, long nanos) {
        return new Standing(policy, allowed, burst, window(), left, Math.max(1, Math.ceilDiv(nanos, 1_000_000_000L)));
    }

    private long untilFull(long left) {
        return Duration.ofSeconds(1).toNanos() * (burst - left) / perSecond;
    }

    /** Seconds in which a bucket fills. */
    private long window() {
        return Math.ceilDiv(burst, perSecond);
    }

    private Bucket bucket(String who) {
        return buckets.get(
                who,
                unknown -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
                        .withCustomTimePrecision(time)
                        .build());
    }
}
