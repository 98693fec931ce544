package dev.scanrelay.ingress;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Writes records to the spool, one statement at a time: what comes while it runs goes with the next. A database that does not
 * answer holds nobody longer than the time-out, and no more memory than the queue.
 */
final class SpoolWriter implements Spool {

    private static final Logger LOG = Logger.getLogger(SpoolWriter.class);
    private static final int AT_ONCE = 500;

    /** After this a statement is given up. It may still be carried out, which makes a repeat of what the sender sends again. */
    private static final Duration HANGS = Duration.ofSeconds(5);

    private final SpoolTable table;
    private final SpoolMetrics metrics;
    private final Vertx vertx;
    private final Duration timeout;
    private final long maxDepth;
    private final BlockingQueue<Waiting> queue;
    private final AtomicBoolean writing = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final AtomicBoolean full = new AtomicBoolean();

    SpoolWriter(SpoolTable table, SpoolMetrics metrics, Vertx vertx, IngressSettings settings) {
        this.table = table;
        this.metrics = metrics;
        this.vertx = vertx;
        this.timeout = settings.spool().timeout();
        this.maxDepth = settings.spool().maxDepth();
        this.queue = new ArrayBlockingQueue<>(settings.inFlight());
    }

    @Override
    public void keep(Outgoing entry, Consumer<Boolean> then) {
        Waiting one = new Waiting(entry, then);
        if (isFull()) {
            metrics.refused();
            one.end(false);
            return;
        }
        if (!queue.offer(one)) { // full of those that a database without an answer let down
            one.end(false);
            return;
        }
        vertx.setTimer(timeout.toMillis(), late -> one.end(false));
        write();
    }

    /** By the drainer's last look, so what comes until the next one may go beyond. */
    private boolean isFull() {
        boolean now = metrics.depth() >= maxDepth;
        if (now != full.getAndSet(now)) {
            if (now) {
                LOG.errorf(
                        "The spool is full; senders are told to come again until Kafka is back maxDepth=%d", maxDepth);
            } else {
                LOG.info("The spool has room again");
            }
        }
        return now;
    }

    private void write() {
        while (!queue.isEmpty() && writing.compareAndSet(false, true)) {
            List<Waiting> batch = next();
            if (!batch.isEmpty()) {
                table.append(batch.stream().map(Waiting::entry).toList())
                        .ifNoItem()
                        .after(HANGS)
                        .fail()
                        .subscribe()
                        .with(rows -> written(batch), failure -> failed(batch, failure));
                return;
            }
            writing.set(false);
        }
    }

    private List<Waiting> next() {
        List<Waiting> batch = new ArrayList<>();
        queue.drainTo(batch, AT_ONCE);
        batch.removeIf(Waiting::hasEnded);
        return batch;
    }

    private void written(List<Waiting> batch) {
        if (failing.compareAndSet(true, false)) {
            LOG.info("The spool takes notifications again");
        }
        metrics.written(batch.size());
        ended(batch, true);
    }

    private void failed(List<Waiting> batch, Throwable failure) {
        if (failing.compareAndSet(false, true)) {
            LOG.warnf(
                    "The spool does not take notifications either; senders are told to come again cause=%s",
                    failure.getClass().getSimpleName());
        }
        ended(batch, false);
    }

    private void ended(List<Waiting> batch, boolean kept) {
        writing.set(false);
        batch.forEach(one -> one.end(kept));
        write();
    }

    /** One that waits to be written, and is told once. */
    private record Waiting(Outgoing entry, Consumer<Boolean> then, AtomicBoolean ended) {

        Waiting(Outgoing entry, Consumer<Boolean> then) {
            this(entry, then, new AtomicBoolean());
        }

        boolean hasEnded() {
            return ended.get();
        }

        void end(boolean kept) {
            if (ended.compareAndSet(false, true)) {
                then.accept(kept);
            }
        }
    }
}
