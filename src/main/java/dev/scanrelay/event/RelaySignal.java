package dev.scanrelay.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the relay of this process when something was appended; other processes' events are found by polling. */
@ApplicationScoped
class RelaySignal {

    private final Semaphore raised = new Semaphore(0);

    void raise() {
        if (raised.availablePermits() == 0) {
            raised.release();
        }
    }

    /** Waits until raised, at most this long; several raises are one. */
    void await(Duration longest) throws InterruptedException {
        if (raised.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
            raised.drainPermits();
        }
    }
}
