package dev.scanrelay.fetch;

import dev.scanrelay.concurrent.Ticker;
import dev.scanrelay.order.Lane;
import dev.scanrelay.stop.StopTime;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
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
    private static final Duration PROMISE = Duration.ofMinutes(5);
    private static final Duration DUE_PAUSE = Duration.ofSeconds(15);
    private static final Duration YIELD_PAUSE = Duration.ofSeconds(1);

    private final FetchConfig config;
    private final InFlight inFlight;
    private final Leases leases;
    private final FetchMetrics metrics;
    private final Workers live;
    private final Workers slow;
    private final Yielding yielding;
    private final List<Ticker> tickers;
    private final StopBudget budget;
    private final StopTime stopTime;

    Fetch(
            FetchConfig config,
            InFlight inFlight,
            Leases leases,
            Worker worker,
            AttemptSweeper sweeper,
            FetchMetrics metrics,
            StopTime stopTime) {
        this.stopTime = stopTime;
        this.config = config;
        this.inFlight = inFlight;
        this.leases = leases;
        this.metrics = metrics;
        this.live = new Workers(Lane.LIVE, config.workers(), config.poll(), leases, worker::work);
        this.yielding = new Yielding(config.slowWorkers());
        this.slow =
                new Workers(Lane.SLOW, config.slowWorkers(), yielding::allowed, config.poll(), leases, worker::work);
        this.tickers = List.of(
                new Ticker("fetch-heartbeat", config.heartbeat(), this::renew),
                new Ticker("fetch-yield", YIELD_PAUSE, this::yieldToLive),
                new Ticker("fetch-sweep", config.sweep(), sweeper::sweep),
                new Ticker("fetch-due", DUE_PAUSE, this::count));
        this.budget = new StopBudget(config.shutdown(), System::nanoTime);
    }

    /** Something may be due in this process's reach. */
    void wake() {
        live.wake();
    }

    void start(@Observes StartupEvent starting) {
        FetchSettings.check(config);
        stopTime.requireRoom("scanrelay.fetch.shutdown", config.shutdown());
        if (config.enabled()) {
            LOG.infof(
                    "Fetch workers=%d slowWorkers=%d perAccount=%d lease=%s",
                    config.workers(), config.slowWorkers(), config.perAccount(), config.lease());
            Stream.of(live, slow).forEach(Workers::start);
            tickers.forEach(Ticker::start);
        }
    }

    // While the process still serves what others sent it before they knew.
    void drain(@Observes @Priority(1) ShutdownDelayInitiatedEvent stopping) {
        takeNoMore();
    }

    // Early: what finishes or lets go now still needs the database. The heartbeat goes on meanwhile, so nobody takes it
    // over.
    void stop(@Observes @Priority(100) ShutdownEvent stopping) throws InterruptedException {
        takeNoMore();
        if (!inFlight.awaitNobody(budget.toFinish())) {
            letGo();
        }
        tickers.forEach(Ticker::stop);
    }

    private void takeNoMore() {
        budget.begin();
        Stream.of(live, slow).forEach(Workers::stop);
    }

    private void letGo() throws InterruptedException {
        LOG.infof("Attempts did not finish in time and are left to other processes inFlight=%d", inFlight.count());
        inFlight.stopAll();
        if (!inFlight.awaitNobody(budget.left())) {
            LOG.warnf("Attempts did not let go in time inFlight=%d", inFlight.count());
        }
    }

    private boolean renew() {
        List<Lease> held = inFlight.leases();
        inFlight.stopAllBut(leases.renew(held), held);
        return false;
    }

    private boolean yieldToLive() {
        if (yielding.next(live.wereBusy(), Processors.load())) {
            slow.wake();
        }
        return false;
    }

    private boolean count() {
        for (Lane lane : Lane.values()) {
            metrics.due(lane, leases.due(lane, DUE_COUNTED));
            metrics.oldest(lane, leases.oldest(lane));
        }
        metrics.parked(leases.parked());
        metrics.late(leases.late(PROMISE));
        return false;
    }
}
