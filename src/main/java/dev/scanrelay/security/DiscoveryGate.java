package dev.scanrelay.security;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps callers from asking an issuer that is out again and again: anybody can send what looks like a token. One attempt at a time
 * finds out about the issuer, others wait for its end; after one there is a pause.
 */
@Singleton
final class DiscoveryGate {

    static final Duration PAUSE = Duration.ofSeconds(5);

    private final Clock clock;
    private CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);
    private Instant openFrom = Instant.MIN;

    DiscoveryGate(Clock clock) {
        this.clock = clock;
    }

    /** What a caller may do. */
    sealed interface Pass {

        /** Ask; whoever asks has to say when that has ended, however it has. */
        record Ask(Runnable ended) implements Pass {}

        /** Somebody asks just now. */
        record Wait(Uni<Void> ended) implements Pass {}

        /** Somebody has asked just now. */
        record Pause() implements Pass {}
    }

    synchronized Pass enter() {
        if (!underWay.isDone()) {
            return new Pass.Wait(Uni.createFrom().completionStage(underWay.copy()));
        }
        if (clock.instant().isBefore(openFrom)) {
            return new Pass.Pause();
        }
        CompletableFuture<Void> attempt = new CompletableFuture<>();
        underWay = attempt;
        return new Pass.Ask(() -> ended(attempt));
    }

    private void ended(CompletableFuture<Void> attempt) {
        synchronized (this) {
            if (!attempt.isDone()) {
                openFrom = clock.instant().plus(PAUSE);
            }
        }
        attempt.complete(null); // outside: those who waited go on at once
    }
}
