package dev.scanrelay.reconcile;

import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import java.time.Instant;
import java.util.Optional;

/**
 * A sweep of a pairing, leased by this process.
 *
 * @param token of the lease; it grows on every take-over
 * @param since what did not change since then is older than the pairing
 * @param mark when the last complete run began
 * @param run the run that was broken off
 */
record Sweep(
        PartnerId partner,
        AccountId account,
        Kind kind,
        long token,
        Instant since,
        Optional<Instant> mark,
        Optional<Run> run,
        int idle,
        int failures) {

    /**
     * A run under way.
     *
     * @param at when it began, by our clock
     * @param from from when it asks
     * @param cursor where it goes on
     * @param trail what it remembers of the pages that it read
     */
    record Run(Instant at, Instant from, Optional<String> cursor, Trail trail) {

        Run goingOnAt(String next) {
            return new Run(at, from, Optional.of(next), trail);
        }

        Run onTrail(Trail now) {
            return new Run(at, from, cursor, now);
        }
    }
}
