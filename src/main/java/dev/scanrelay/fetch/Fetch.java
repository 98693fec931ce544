package dev.scanrelay.fetch;

import dev.scanrelay.order.Lane;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The fetching side of this process: it starts and stops the workers, the heartbeat and the sweeper. */
@ApplicationScoped
class Fetch {

    private static final Logger LOG = Logger.getLogger(Fetch.class);
    private static final int DUE_COUNTED = 10_000;
    private static final Duration DUE_PAUSE = Duration.ofSeconds(15);

    private final FetchConfig config;
    private final InFlight inFlight;
    private final Leases leases;
    private final FetchMetrics metrics;
    private final Workers live;
    private final Workers slow;
    private final List<Ticker> tickers;

    Fetch(
            FetchConfig config,
            InFlight inFlight,
            Leases leases,
            Worker worker,
            AttemptSweeper sweeper,
            FetchMetrics metrics) {
        this.config = config;
        this.inFlight = inFlight;
        this.leases = leases;
        this.metrics = metrics;
        this.live = new Workers(Lane.LIVE, config.workers(), config.poll(), leases, worker::work);
        this.slow = new Workers(Lane.SLOW, config.slowWorkers(), config.poll(), leases, worker::work);
        this.tickers = List.of(
                new Ticker("heartbeat", config.heartbeat(), this::renew),
                new Ticker("sweep", config.sweep(), sweeper::sweep),
                new Ticker("due", DUE_PAUSE, this::count));
    }

    /** Something may be due in this process's reach. */
    void wake() {
        live.wake();
    }

    void start(@Observes StartupEvent starting) {
        FetchSettings.check(config);
        if (config.enabled()) {
            LOG.infof(
                    "Fetch workers=%d slowWorkers=%d perAccount=%d lease=%s",
                    config.workers(), config.slowWorkers(), config.perAccount(), config.lease());
            Stream.of(live, slow).forEach(Workers::start);
            tickers.forEach(Ticker::start);
        }
    }

    // Early: what lets go now still needs the database.
    void stop(@Observes @Priority(100) ShutdownEvent stopping) throws InterruptedException {
        Stream.of(live, slow).forEach(Workers::stop);
        inFlight.stopAll();
        if (!inFlight.awaitNobody(config.shutdown())) {
            LOG.warnf("Attempts did not let go in time inFlight=%d", inFlight.count());
        }
        tickers.forEach(Ticker::stop);
    }

    private boolean renew() {
        List<Lease> held = inFlight.leases();
        inFlight.stopAllBut(leases.renew(held), held);
        return false;
    }

    private boolean count() {
        for (Lane lane : Lane.values()) {
            metrics.due(lane, leases.due(lane, DUE_COUNTED));
        }
        return false;
    }
}
