package dev.scanrelay.concurrent;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Does something again and again on a virtual thread: at every wake, at the latest after a pause, until stopped. */
public final class Ticker {

    private static final Logger LOG = Logger.getLogger(Ticker.class);

    private final String what;
    private final Duration pause;
    private final Turn turn;
    private final Semaphore wakes = new Semaphore(0);
    private volatile boolean stopped;
    private boolean failing;

    /** One go. */
    public interface Turn {

        /** Returns whether to go on without a pause. */
        boolean run() throws InterruptedException;
    }

    /** Named for its thread and its log. */
    public Ticker(String what, Duration pause, Turn turn) {
        this.what = what;
        this.pause = pause;
        this.turn = turn;
    }

    public void start() {
        Thread.ofVirtual().name(what).start(this::loop);
    }

    public void wake() {
        wakes.release();
    }

    public void stop() {
        stopped = true;
        wake();
    }

    private void loop() {
        try {
            while (!stopped) {
                if (!goOn()) {
                    wakes.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
                    wakes.drainPermits();
                }
            }
        } catch (InterruptedException toldToEnd) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean goOn() throws InterruptedException {
        try {
            boolean more = turn.run();
            failing = false;
            return more;
        } catch (RuntimeException | Error outage) {
            tell(outage);
            return false;
        }
    }

    // Once per outage; it is tried again after the pause.
    private void tell(Throwable outage) {
        if (!failing && !stopped) {
            LOG.warnf(
                    "Work can't go on for now work=%s problem=%s",
                    what, outage.getClass().getSimpleName());
            LOG.debug("Work can't go on for now", outage);
        }
        failing = true;
    }
}
