package dev.scanrelay.ingress;

import dev.scanrelay.ingress.SpoolTable.Claimed;
import dev.scanrelay.ingress.SpoolTable.Survey;
import dev.scanrelay.stop.StopTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Brings the spool to Kafka, in batches, on one virtual thread per process. While Kafka is out it tries a single record, which is
 * also how a process that gets no notifications finds out that Kafka is back.
 */
final class Drainer {

    private static final Logger LOG = Logger.getLogger(Drainer.class);

    /** Longer than a batch takes: whoever dies over it keeps others waiting so long. */
    private static final Duration CLAIM = Duration.ofSeconds(30);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SpoolTable table;
    private final Publisher publisher;
    private final Outage outage;
    private final SpoolMetrics metrics;
    private final IngressSettings.SpoolSettings settings;
    private final StopTime stopTime;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean failing;

    Drainer(
            SpoolTable table,
            Publisher publisher,
            Outage outage,
            SpoolMetrics metrics,
            IngressSettings.SpoolSettings settings,
            StopTime stopTime) {
        this.stopTime = stopTime;
        this.table = table;
        this.publisher = publisher;
        this.outage = outage;
        this.metrics = metrics;
        this.settings = settings;
    }

    void start() {
        Thread.ofVirtual().name("spool").start(this::loop);
    }

    /** Lets the batch under way end. */
    void stop() throws InterruptedException {
        stopping.countDown();
        if (!ended.await(stopTime.atMost(PATIENCE).toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("The spool was being drained when the process stopped; the rest is drained by the next one");
        }
    }

    private void loop() {
        try {
            do {
                turn();
            } while (!stopping.await(settings.drainEvery().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException toldToEnd) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private void turn() throws InterruptedException {
        try {
            boolean more = true;
            while (more && stopping.getCount() > 0) {
                more = drain(outage.isOn() ? 1 : settings.batchSize());
            }
            metrics.surveyed(table.survey());
            failing = false;
        } catch (RuntimeException databaseOut) {
            metrics.surveyed(Survey.UNKNOWN);
            tell(databaseOut);
        }
    }

    /** Returns whether there may be more that Kafka takes. */
    private boolean drain(int most) throws InterruptedException {
        List<Claimed> claimed = table.claim(most, CLAIM);
        if (claimed.isEmpty()) {
            return false;
        }
        Set<Claimed> sent = send(claimed);
        List<Claimed> unsent = new ArrayList<>(claimed);
        unsent.removeAll(sent);
        table.delete(sent);
        table.release(unsent);
        metrics.drained(sent.size());
        return unsent.isEmpty();
    }

    /** Those that Kafka has acknowledged in time. One acknowledged later is sent again, which does no harm. */
    private Set<Claimed> send(List<Claimed> claimed) throws InterruptedException {
        Set<Claimed> acknowledged = ConcurrentHashMap.newKeySet();
        CountDownLatch answers = new CountDownLatch(claimed.size());
        claimed.forEach(row -> publisher.publish(row.entry(), good -> {
            if (good) {
                acknowledged.add(row);
            }
            answers.countDown();
        }));
        answers.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        return Set.copyOf(acknowledged);
    }

    // Once per outage; it is tried again after the pause.
    private void tell(RuntimeException databaseOut) {
        if (!failing) {
            LOG.warnf(
                    "The spool can't be drained for now problem=%s",
                    databaseOut.getClass().getSimpleName());
            LOG.debug("The spool can't be drained for now", databaseOut);
        }
        failing = true;
    }
}
