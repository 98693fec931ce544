package dev.scanrelay.ingress;

import dev.scanrelay.trace.TraceParent;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Makes a notification durable: in Kafka, or in the spool when Kafka does not acknowledge in time. While Kafka is known to be out
 * the spool comes first and nobody waits for Kafka.
 */
final class Acceptance {

    private static final Logger LOG = Logger.getLogger(Acceptance.class);

    /** Longer than Kafka's own limit; for a producer that does not keep it. */
    private static final Duration SLACK = Duration.ofMillis(100);

    /** For a try after the spool has failed: a Kafka that is back acknowledges at once, and the sender has waited already. */
    private static final long LAST_RESORT = 700;

    private final Publisher publisher;
    private final Outage outage;
    private final Spool spool;
    private final Vertx vertx;
    private final long patience;

    Acceptance(Publisher publisher, Outage outage, Spool spool, Vertx vertx, IngressSettings settings) {
        this.publisher = publisher;
        this.outage = outage;
        this.spool = spool;
        this.vertx = vertx;
        this.patience = settings.ackTimeout().plus(SLACK).toMillis();
    }

    /**
     * Returns at once.
     *
     * @param then called once, within the time-outs of Kafka and spool together, on any thread
     */
    void accept(Notification notification, Optional<TraceParent> trace, Consumer<Stored> then) {
        Outgoing entry = publisher.outgoing(notification, trace);
        if (!outage.isOn()) {
            publish(entry, patience, acknowledged -> {
                if (acknowledged) {
                    then.accept(Stored.KAFKA);
                } else {
                    keep(entry, then);
                }
            });
            return;
        }
        if (outage.takeTry()) { // a repeat in the spool does no harm
            FirstSuccess first = new FirstSuccess(2, then);
            keep(entry, first::ended);
            publish(entry, patience, acknowledged -> first.ended(acknowledged ? Stored.KAFKA : Stored.NOWHERE));
        } else {
            keep(entry, kept -> {
                if (kept == Stored.SPOOL) {
                    then.accept(kept);
                } else { // Kafka may be back, though nobody has tried it since
                    publish(
                            entry,
                            LAST_RESORT,
                            acknowledged -> then.accept(acknowledged ? Stored.KAFKA : Stored.NOWHERE));
                }
            });
        }
    }

    /** Whatever the spool runs into, the sender is told: this may be another thread, where nobody would hear of it. */
    private void keep(Outgoing entry, Consumer<Stored> then) {
        AtomicBoolean told = new AtomicBoolean();
        Consumer<Boolean> once = kept -> {
            if (told.compareAndSet(false, true)) {
                then.accept(kept ? Stored.SPOOL : Stored.NOWHERE);
            }
        };
        try {
            spool.keep(entry, once);
        } catch (RuntimeException unforeseen) {
            LOG.errorf(
                    "The spool failed in a way that was not foreseen cause=%s",
                    unforeseen.getClass().getName());
            once.accept(false);
        }
    }

    private void publish(Outgoing entry, long milliseconds, Consumer<Boolean> then) {
        AtomicBoolean told = new AtomicBoolean();
        long overdue = vertx.setTimer(milliseconds, late -> {
            if (told.compareAndSet(false, true)) {
                outage.unacknowledged("overdue");
                then.accept(false);
            }
        });
        publisher.publish(entry, acknowledged -> {
            vertx.cancelTimer(overdue);
            if (told.compareAndSet(false, true)) {
                then.accept(acknowledged);
            }
        });
    }
}
