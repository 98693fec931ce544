package dev.scanrelay.concurrent;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Lets those who want the same at the same time share one run of it, its failure too. It runs on a thread of its own: whoever asked
 * for it may be interrupted, and the run has to go on to its end.
 */
public final class SingleFlight<K, V> {

    private final ConcurrentMap<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();

    /** The outcome of the run under way, or of this one if there is none. */
    public V join(K key, Supplier<V> work) {
        CompletableFuture<V> mine = new CompletableFuture<>();
        return await(Optional.ofNullable(flights.putIfAbsent(key, mine)).orElseGet(() -> begin(key, mine, work)));
    }

    private CompletableFuture<V> begin(K key, CompletableFuture<V> flight, Supplier<V> work) {
        Thread.ofVirtual().name("single-flight").start(() -> fly(key, flight, work));
        return flight;
    }

    // The flight is gone before its outcome is told: who asks again on hearing it gets a run of its own.
    private void fly(K key, CompletableFuture<V> flight, Supplier<V> work) {
        try {
            V outcome = work.get();
            flights.remove(key, flight);
            flight.complete(outcome);
        } catch (Throwable failure) {
            flights.remove(key, flight);
            flight.completeExceptionally(failure);
        }
    }

    private static <V> V await(CompletableFuture<V> flight) {
        try {
            return flight.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw failed;
        }
    }
}
