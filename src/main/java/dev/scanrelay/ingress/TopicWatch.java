package dev.scanrelay.ingress;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Keeps the topic's metadata known to the publisher, from before the first notification on. */
final class TopicWatch {

    private static final Logger LOG = Logger.getLogger(TopicWatch.class);
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final Publisher publisher;
    private final Vertx vertx;
    private final CountDownLatch seen = new CountDownLatch(1);
    private long timer;

    TopicWatch(Publisher publisher, Vertx vertx) {
        this.publisher = publisher;
        this.vertx = vertx;
    }

    /** Waits a little for the topic, so that a service that says it is up takes notifications; goes on without. */
    void start(Duration patience) {
        timer = vertx.setPeriodic(INTERVAL.toMillis(), tick -> look());
        look();
        if (!seenWithin(patience)) {
            LOG.warn("Kafka does not show the topic yet; notifications go to the spool until it does");
        }
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    private void look() {
        if (publisher.seesTheTopic()) {
            seen.countDown();
        }
    }

    private boolean seenWithin(Duration patience) {
        try {
            return seen.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
