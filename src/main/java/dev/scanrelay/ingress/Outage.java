package dev.scanrelay.ingress;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Whether Kafka is known to be out: then nobody waits for it, and a notification now and then tries it beside the spool. Any
 * acknowledgement ends it.
 */
final class Outage {

    private static final Logger LOG = Logger.getLogger(Outage.class);

    private final String topic;
    private final long pause;
    private final LongSupplier nanos;
    private final AtomicBoolean out = new AtomicBoolean();
    private final AtomicLong lastTry = new AtomicLong();

    Outage(String topic, Duration pause, LongSupplier nanos) {
        this.topic = topic;
        this.pause = pause.toNanos();
        this.nanos = nanos;
    }

    boolean isOn() {
        return out.get();
    }

    /** Whether Kafka is worth another try; true for one caller per pause. */
    boolean takeTry() {
        long last = lastTry.get();
        long now = nanos.getAsLong();
        return now - last >= pause && lastTry.compareAndSet(last, now);
    }

    void acknowledged() {
        if (out.get() && out.compareAndSet(true, false)) {
            LOG.infof("Kafka acknowledges notifications again topic=%s", topic);
        }
    }

    void unacknowledged(String cause) {
        if (out.compareAndSet(false, true)) {
            lastTry.set(nanos.getAsLong());
            LOG.warnf("Kafka does not acknowledge notifications; they go to the spool topic=%s cause=%s", topic, cause);
        }
    }
}
