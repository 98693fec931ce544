package dev.scanrelay.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.ShutdownEvent;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PersistenceTest {

    @Test
    void triesUntilItSucceeds() throws InterruptedException {
        AtomicInteger tries = new AtomicInteger();

        new Persistence().until(() -> {
            if (tries.incrementAndGet() < 3) {
                throw new IllegalStateException("database is out");
            }
        });

        assertThat(tries).hasValue(3);
    }

    @Test
    void acknowledgesNothingWhenTheProcessStopsDuringAnOutage() throws Exception {
        Persistence persistence = new Persistence();
        CountDownLatch tried = new CountDownLatch(1);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = threads.submit(() -> {
                persistence.until(() -> {
                    tried.countDown();
                    throw new IllegalStateException("database is out");
                });
                return true;
            });
            tried.await();
            persistence.stop(new ShutdownEvent());

            assertThatThrownBy(waiting::get).hasRootCauseMessage("stopping");
        }
    }
}
