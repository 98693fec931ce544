package dev.scanrelay.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Closes streams whose read has not come back for too long: the JDK's HTTP client has no time-out for a body. One thread for
 * all downloads.
 */
final class StallWatch implements AutoCloseable {

    private static final int LOOKS_PER_TIMEOUT = 4;

    private final long timeoutNanos;
    private final Set<Read> reads = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("stall-watch").factory());

    StallWatch(Duration timeout) {
        this.timeoutNanos = timeout.toNanos();
        long period = Math.max(1, timeoutNanos / LOOKS_PER_TIMEOUT);
        var unused = thread.scheduleWithFixedDelay(this::look, period, period, TimeUnit.NANOSECONDS);
    }

    /** Watches one read; the caller closes the result when the read is back. */
    Read watch(InputStream body) {
        Read read = new Read(body, System.nanoTime());
        reads.add(read);
        return read;
    }

    private void look() {
        long now = System.nanoTime();
        reads.stream().filter(read -> now - read.since > timeoutNanos).forEach(Read::giveUp);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    /** A read under way. */
    final class Read implements AutoCloseable {

        private final InputStream body;
        private final long since;
        private volatile boolean stalled;

        private Read(InputStream body, long since) {
            this.body = body;
            this.since = since;
        }

        boolean stalled() {
            return stalled;
        }

        long nanos() {
            return System.nanoTime() - since;
        }

        private void giveUp() {
            if (!stalled) {
                stalled = true;
                Thread.ofVirtual().start(this::closeBody); // closing may block too
            }
        }

        private void closeBody() {
            try {
                body.close();
            } catch (IOException alreadyBroken) {
                // the read reports it
            }
        }

        @Override
        public void close() {
            reads.remove(this);
        }
    }
}
