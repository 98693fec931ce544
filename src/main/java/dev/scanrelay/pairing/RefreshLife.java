package dev.scanrelay.pairing;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** How long tokens live: what Align tells of access tokens, and what the operator knows of refresh tokens. */
@Singleton
final class RefreshLife {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(15);

    private final Optional<Duration> absolute;
    private final Optional<Duration> idle;
    private final Duration ahead;
    private final Duration soonest;

    @Inject
    RefreshLife(PairingSettings settings) {
        this(
                settings.refreshTokenLife(),
                settings.refreshTokenIdle(),
                settings.refreshAhead(),
                shorter(LONG_ENOUGH, settings.renewEvery()));
    }

    /** @param soonest from one renewal to the next: tokens that are issued dead must not be renewed in a circle */
    RefreshLife(Optional<Duration> absolute, Optional<Duration> idle, Duration ahead, Duration soonest) {
        this.absolute = absolute;
        this.idle = idle;
        this.ahead = ahead;
        this.soonest = soonest;
    }

    Optional<Duration> absolute() {
        return absolute;
    }

    Optional<Duration> idle() {
        return idle;
    }

    /** When the refresh token ends by itself; nothing where nobody knows. */
    Optional<Instant> end(Instant bornAt, Instant renewedAt) {
        return Stream.of(absolute.map(bornAt::plus), idle.map(renewedAt::plus))
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    /**
     * When tokens are renewed though nobody calls: ahead of the access token's end, and of the refresh token's where it dies of idleness
     * sooner. Spread, so that those issued together are not renewed together; and never at once, however short they live.
     */
    Instant renewAt(Instant issuedAt, Instant accessExpiresAt) {
        Instant end = idle.map(issuedAt::plus)
                .filter(sooner -> sooner.isBefore(accessExpiresAt))
                .orElse(accessExpiresAt);
        double spread = 1 + ThreadLocalRandom.current().nextDouble();
        Duration early = Duration.ofMillis((long) (ahead.toMillis() * spread));
        Duration half = Duration.between(issuedAt, end).dividedBy(2);
        Instant due = end.minus(early.compareTo(half) < 0 ? early : half);
        Instant earliest = issuedAt.plus(soonest);
        return due.isBefore(earliest) ? earliest : due;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
