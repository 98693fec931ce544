package dev.scanrelay.local.sandbox.ledger;

import dev.scanrelay.local.sandbox.content.Versions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** What was produced, whom it told, and what was fetched: for checkers. The oldest lines are dropped when it is full. */
public final class Ledger {

    private final Clock clock;
    private final int capacity;
    private final AtomicLong sequence = new AtomicLong();
    private final Deque<Produced> produced = new ArrayDeque<>();
    private final Deque<Told> told = new ArrayDeque<>();
    private final Deque<Served> served = new ArrayDeque<>();
    private long dropped;

    /** A change of a scan; {@code event} says which, {@code versions} what its files are since. */
    public record Produced(
            long sequence,
            Instant at,
            long companyId,
            String rxId,
            Optional<Long> orderId,
            String event,
            Versions versions) {}

    /** One attempt at a notification: the status that came back, or why none did. */
    public record Told(
            long sequence,
            Instant at,
            long companyId,
            String rxId,
            String clientId,
            Optional<String> url,
            Optional<Integer> status,
            Optional<String> failure,
            long millis) {}

    /** One answer with an artifact's bytes. */
    public record Served(
            long sequence,
            Instant at,
            long companyId,
            String rxId,
            long orderId,
            String type,
            int status,
            String etag,
            long from,
            long bytes,
            boolean complete) {}

    public record Page(long dropped, List<Produced> produced, List<Told> told, List<Served> served) {}

    public Ledger(Clock clock, int capacity) {
        this.clock = clock;
        this.capacity = capacity;
    }

    public synchronized void produced(
            long companyId, String rxId, Optional<Long> orderId, String event, Versions versions) {
        add(produced, new Produced(next(), clock.instant(), companyId, rxId, orderId, event, versions));
    }

    public synchronized void told(
            long companyId,
            String rxId,
            String clientId,
            Optional<String> url,
            Optional<Integer> status,
            Optional<String> failure,
            long millis) {
        add(told, new Told(next(), clock.instant(), companyId, rxId, clientId, url, status, failure, millis));
    }

    public synchronized void served(
            long companyId,
            String rxId,
            long orderId,
            String type,
            int status,
            String etag,
            long from,
            long bytes,
            boolean complete) {
        add(
                served,
                new Served(
                        next(), clock.instant(), companyId, rxId, orderId, type, status, etag, from, bytes, complete));
    }

    public synchronized Page page(Optional<Long> companyId, Optional<String> rxId) {
        return new Page(
                dropped,
                select(produced, line -> matches(line.companyId(), line.rxId(), companyId, rxId)),
                select(told, line -> matches(line.companyId(), line.rxId(), companyId, rxId)),
                select(served, line -> matches(line.companyId(), line.rxId(), companyId, rxId)));
    }

    public synchronized void clear() {
        produced.clear();
        told.clear();
        served.clear();
        dropped = 0;
    }

    private long next() {
        return sequence.incrementAndGet();
    }

    private <T> void add(Deque<T> lines, T line) {
        lines.add(line);
        if (lines.size() > capacity) {
            lines.remove();
            dropped++;
        }
    }

    private static boolean matches(long company, String rx, Optional<Long> companyId, Optional<String> rxId) {
        return companyId.filter(wanted -> wanted != company).isEmpty()
                && rxId.filter(wanted -> !wanted.equalsIgnoreCase(rx)).isEmpty();
    }

    private static <T> List<T> select(Deque<T> lines, Predicate<T> wanted) {
        return lines.stream().filter(wanted).toList();
    }
}
