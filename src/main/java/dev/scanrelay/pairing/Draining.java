package dev.scanrelay.pairing;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether this process is stopping, and a way to wait that ends when it does. */
@Singleton
final class Draining {

    private final CountDownLatch begun = new CountDownLatch(1);

    void begin(@Observes ShutdownEvent stopping) {
        begun.countDown();
    }

    boolean hasBegun() {
        return begun.getCount() == 0;
    }

    /** Waits so long, or until the process stops. */
    void pause(Duration length) {
        try {
            begun.await(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
