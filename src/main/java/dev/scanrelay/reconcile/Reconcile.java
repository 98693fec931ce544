package dev.scanrelay.reconcile;

import dev.scanrelay.courtesy.Unhurried;
import dev.scanrelay.reconcile.Sweeps.Planned;
import dev.scanrelay.stop.StopTime;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The sweeping side of this process: looks for sweeps that are due and carries on as many as there are workers. */
@ApplicationScoped
class Reconcile {

    private static final Logger LOG = Logger.getLogger(Reconcile.class);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ReconcileConfig config;
    private final Sweeps sweeps;
    private final Sweeper sweeper;
    private final ScheduledExecutorService executor;
    private final StopTime stopTime;
    private final Semaphore hands;
    private final Set<Sweep> underWay = ConcurrentHashMap.newKeySet();
    private Optional<Future<?>> looking = Optional.empty();
    private volatile boolean stopping;
    private boolean failing;

    Reconcile(
            ReconcileConfig config,
            Sweeps sweeps,
            Sweeper sweeper,
            ScheduledExecutorService executor,
            StopTime stopTime) {
        this.config = config;
        this.stopTime = stopTime;
        this.sweeps = sweeps;
        this.sweeper = sweeper;
        this.executor = executor;
        this.hands = new Semaphore(config.workers());
    }

    void start(@Observes StartupEvent starting) {
        ReconcileSettings.check(config);
        if (config.enabled()) {
            LOG.infof("Reconcile workers=%d every=%s overlap=%s", config.workers(), config.every(), config.overlap());
            looking = Optional.of(
                    executor.scheduleWithFixedDelay(this::look, 0, config.poll().toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    // While the process still serves what others sent it before they knew.
    void drain(@Observes @Priority(1) ShutdownDelayInitiatedEvent stopping) {
        takeNoMore();
    }

    // Early: what is under way still needs the database.
    void stop(@Observes @Priority(100) ShutdownEvent stopping) throws InterruptedException {
        takeNoMore();
        long patience = stopTime.atMost(PATIENCE).toMillis();
        if (!hands.tryAcquire(config.workers(), patience, TimeUnit.MILLISECONDS)) {
            abandon(List.copyOf(underWay));
        }
    }

    private void takeNoMore() {
        stopping = true;
        looking.ifPresent(future -> future.cancel(false));
        sweeper.stop();
    }

    /** Others go on with them at once; a step that still ends here writes nothing. */
    void abandon(List<Sweep> left) {
        LOG.infof("Sweeps did not end in time and are left to other processes sweeps=%d", left.size());
        try {
            left.forEach(sweep -> sweeps.release(sweep, Duration.ZERO));
        } catch (RuntimeException databaseOut) {
            LOG.debug("Leases of sweeps run out by themselves", databaseOut);
        }
    }

    void look() {
        if (stopping) {
            return;
        }
        try {
            plan();
            handOut();
            failing = false;
        } catch (RuntimeException outage) {
            tell(outage);
        }
    }

    /** New pairings get their sweeps. */
    void plan() {
        sweeps.plan(planned());
    }

    private void handOut() {
        if (stopping) {
            return;
        }
        int free = hands.drainPermits();
        List<Sweep> taken = List.of();
        try {
            taken = free == 0 ? taken : sweeps.take(kinds(), free);
        } finally {
            hands.release(free - taken.size());
        }
        taken.forEach(this::carryOn);
    }

    private void carryOn(Sweep sweep) {
        Thread.ofVirtual().name("sweep-" + sweep.account()).start(() -> {
            underWay.add(sweep);
            try {
                Unhurried.run(() -> sweeper.work(sweep));
            } finally {
                underWay.remove(sweep);
                hands.release();
            }
            handOutAgain();
        });
    }

    /** There may be more that is due: a look now spares it the wait for the next one. */
    private void handOutAgain() {
        try {
            if (!stopping) {
                handOut();
            }
        } catch (RuntimeException outage) {
            LOG.debug("Sweeps are looked for at the next look", outage);
        }
    }

    /** Sweeps of a kind that was switched off stay as they are, for when it is switched on again. */
    private List<Kind> kinds() {
        return planned().stream().map(Planned::kind).toList();
    }

    private List<Planned> planned() {
        List<Planned> planned = new ArrayList<>();
        planned.add(new Planned(Kind.RECENT, config.every()));
        planned.add(new Planned(Kind.MONTH, config.longEvery()));
        planned.add(new Planned(Kind.SINGLE, config.every()));
        if (config.deep()) {
            planned.add(new Planned(Kind.DEEP, config.deepEvery()));
        }
        if (config.backfill().isPositive()) {
            planned.add(new Planned(Kind.BACKFILL, shorter(config.every(), SOON)));
        }
        return planned;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    // Once per outage; it is tried again after the pause.
    private void tell(RuntimeException outage) {
        if (!failing && !stopping) {
            LOG.warnf("Sweeps can't go on for now problem=%s", outage.getClass().getSimpleName());
            LOG.debug("Sweeps can't go on for now", outage);
        }
        failing = true;
    }
}
