package dev.scanrelay.order;

import dev.scanrelay.problem.Problems;
import dev.scanrelay.startup.SettingProblem;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** So many zips of stored files at a time and no more: each costs processor time and a connection that storing needs, too. */
@Singleton
final class ZipSlots {

    /** How many are taken now. */
    static final String GAUGE = "scanrelay.orders.zips";

    private static final Duration COME_AGAIN = Duration.ofSeconds(5);

    private final Semaphore free;

    ZipSlots(OrderConfig config, MeterRegistry meters) {
        int all = config.maxZips();
        if (all < 1) {
            throw SettingProblem.of("scanrelay.orders.max-zips", "is less than 1", "16");
        }
        this.free = new Semaphore(all);
        meters.gauge(GAUGE, free, slots -> (double) all - slots.availablePermits());
    }

    void start(@Observes StartupEvent event) {
        // made with the service, so that a setting that can't work is told at once
    }

    Slot take() {
        if (!free.tryAcquire()) {
            throw Problems.unavailable(
                    "There are as many zips on their way as there may be. Come again later.", COME_AGAIN);
        }
        return new Slot(free);
    }

    /** One of them, given back once, however often it is closed. */
    static final class Slot implements AutoCloseable {

        private final Semaphore free;
        private final AtomicBoolean held = new AtomicBoolean(true);

        private Slot(Semaphore free) {
            this.free = free;
        }

        @Override
        public void close() {
            if (held.getAndSet(false)) {
                free.release();
            }
        }
    }
}
