package dev.scanrelay.fetch;

import dev.scanrelay.stop.StopTime;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.reactive.messaging.kafka.KafkaConnector;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.jboss.logging.Logger;

/**
 * Has the consumer leave its group as soon as the process is told to stop: others take what comes, also while transfers finish here,
 * and it is gone before the database is. Beside the rest, as it may wait for a Kafka that is out.
 */
@ApplicationScoped
class Departure {

    private static final Logger LOG = Logger.getLogger(Departure.class);
    private static final int AFTER_WAITS_FOR_THE_DATABASE_ENDED = 2;
    private static final int AFTER_THE_TRANSFERS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final KafkaConnector consumers;
    private final StopTime stopTime;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch gone = new CountDownLatch(1);

    Departure(@Connector("smallrye-kafka") KafkaConnector consumers, StopTime stopTime) {
        this.consumers = consumers;
        this.stopTime = stopTime;
    }

    void drain(@Observes @Priority(AFTER_WAITS_FOR_THE_DATABASE_ENDED) ShutdownDelayInitiatedEvent stopping) {
        leave();
    }

    void stop(@Observes @Priority(AFTER_WAITS_FOR_THE_DATABASE_ENDED) ShutdownEvent stopping) {
        leave();
    }

    void await(@Observes @Priority(AFTER_THE_TRANSFERS) ShutdownEvent stopping) throws InterruptedException {
        if (!gone.await(stopTime.atMost(PATIENCE).toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn(
                    "The consumer could not leave its group in time; Kafka takes it for dead after its session's time-out");
        }
    }

    private void leave() {
        if (begun.compareAndSet(false, true)) {
            Thread.ofVirtual().name("fetch-departure").start(() -> {
                try {
                    consumers.terminate(this);
                } finally {
                    gone.countDown();
                }
            });
        }
    }
}
