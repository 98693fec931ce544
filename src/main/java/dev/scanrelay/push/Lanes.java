package dev.scanrelay.push;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Keeps the calls to each endpoint to as many at once as it takes. What was claimed beside them waits here, so that the next call begins when
 * one ends, and not when that one's record is written.
 */
final class Lanes {

    private final Map<UUID, Lane> lanes = new HashMap<>();
    private final Executor threads;

    Lanes(Executor threads) {
        this.threads = threads;
    }

    /** @param call calls the endpoint, never fails, and says what is left to do once the call has ended */
    record Job(Due due, Supplier<Runnable> call) {}

    private static final class Lane {
        private final Queue<Job> waiting = new ArrayDeque<>();
        private int underWay;
    }

    /** Begins at once where there is room. */
    synchronized void add(Job job, int atOnce) {
        Lane lane = lanes.computeIfAbsent(job.due().endpoint(), id -> new Lane());
        if (lane.underWay < atOnce) {
            lane.underWay++;
            threads.execute(() -> run(job));
        } else {
            lane.waiting.add(job);
        }
    }

    private void run(Job job) {
        Runnable rest;
        try {
            rest = job.call().get();
        } finally {
            next(job.due().endpoint());
        }
        rest.run();
    }

    private synchronized void next(UUID endpoint) {
        Lane lane = Objects.requireNonNull(lanes.get(endpoint));
        Job next = lane.waiting.poll();
        if (next != null) {
            threads.execute(() -> run(next));
        } else if (--lane.underWay == 0) {
            lanes.remove(endpoint);
        }
    }

    /** Those that wait for this endpoint; they wait no longer. */
    synchronized List<Due> takeOut(UUID endpoint) {
        Lane lane = lanes.get(endpoint);
        return lane == null ? List.of() : emptied(lane);
    }

    /** All that wait. */
    synchronized List<Due> takeOut() {
        return lanes.values().stream().flatMap(lane -> emptied(lane).stream()).toList();
    }

    private static List<Due> emptied(Lane lane) {
        List<Job> waiting = new ArrayList<>(lane.waiting);
        lane.waiting.clear();
        return waiting.stream().map(Job::due).toList();
    }
}
