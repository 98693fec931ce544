package dev.scanrelay.fetch;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Repeats what needs the database until it succeeds, or this process stops. */
@ApplicationScoped
class Persistence {

    private static final Logger LOG = Logger.getLogger(Persistence.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final CountDownLatch stopping = new CountDownLatch(1);

    /** Fails only when the process stops: what was to be done is done by the next one. */
    void until(Runnable work) throws InterruptedException {
        Duration wait = FIRST_WAIT;
        while (!succeeds(work, wait.equals(FIRST_WAIT))) {
            if (stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("stopping");
            }
            wait = longer(wait);
        }
    }

    void drain(@Observes @Priority(1) ShutdownDelayInitiatedEvent event) {
        stopping.countDown();
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) {
        stopping.countDown();
    }

    private static boolean succeeds(Runnable work, boolean first) {
        try {
            work.run();
            return true;
        } catch (RuntimeException outage) {
            if (first) {
                LOG.warnf(
                        "Notifications wait for the database problem=%s",
                        outage.getClass().getSimpleName());
                LOG.debug("Notifications wait for the database", outage);
            }
            return false;
        }
    }

    private static Duration longer(Duration wait) {
        Duration doubled = wait.multipliedBy(2);
        return doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
    }
}
