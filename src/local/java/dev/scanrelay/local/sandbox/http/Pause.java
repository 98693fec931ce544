package dev.scanrelay.local.sandbox.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waiting that ends at once when the sandbox closes. */
public final class Pause {

    private final CountDownLatch closed = new CountDownLatch(1);

    /** Whether the sandbox is still open after this time. */
    public boolean lasting(Duration time) {
        try {
            return !closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public void end() {
        closed.countDown();
    }
}
