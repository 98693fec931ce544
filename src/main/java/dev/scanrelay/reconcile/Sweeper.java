package dev.scanrelay.reconcile;

import dev.scanrelay.database.Database;
import dev.scanrelay.pairing.CallTrouble;
import dev.scanrelay.reconcile.Sweep.Run;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** Carries one leased sweep on for a turn, and settles what follows. */
@ApplicationScoped
class Sweeper {

    private static final Logger LOG = Logger.getLogger(Sweeper.class);

    private final Listing listing;
    private final Asking asking;
    private final Sweeps sweeps;
    private final Database database;
    private final ReconcileConfig config;
    private final SweepMetrics metrics;
    private final Pace pace;
    private final Clock clock;
    private volatile boolean stopping;

    Sweeper(
            Listing listing,
            Asking asking,
            Sweeps sweeps,
            Database database,
            ReconcileConfig config,
            SweepMetrics metrics,
            Clock clock) {
        this.metrics = metrics;
        this.listing = listing;
        this.asking = asking;
        this.sweeps = sweeps;
        this.database = database;
        this.config = config;
        this.pace = new Pace(config, () -> ThreadLocalRandom.current().nextDouble());
        this.clock = clock;
    }

    /** What is under way stops after its next step, for anybody to go on with. */
    void stop() {
        stopping = true;
    }

    /** It never fails; what it can't settle is taken over when the lease is over. */
    void work(Sweep sweep) {
        try {
            turn(sweep);
        } catch (SweepLost over) {
            LOG.debugf(
                    "Sweep is another's now account=%s kind=%s",
                    sweep.account(), sweep.kind().wire());
        } catch (RuntimeException failure) {
            settle(sweep, failure);
        }
    }

    private void turn(Sweep sweep) {
        Step step = sweep.kind().asksSingly() ? asking : listing;
        Optional<Run> run = Optional.of(sweep.run().orElseGet(() -> begun(sweep)));
        for (int number = 0; number < steps(sweep) && run.isPresent() && !stopping; number++) {
            run = step.carryOn(sweep, run.get());
        }
        if (run.isPresent()) {
            sweeps.release(sweep, sweep.kind() == Kind.DEEP ? config.deepPause() : Duration.ZERO);
        }
    }

    private int steps(Sweep sweep) {
        return sweep.kind() == Kind.DEEP ? 1 : config.pagesPerTurn();
    }

    private Run begun(Sweep sweep) {
        Run run = Reach.run(sweep, config, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        if (!database.write(session -> sweeps.begin(session, sweep, run))) {
            throw new SweepLost();
        }
        return run;
    }

    private void settle(Sweep sweep, RuntimeException failure) {
        try {
            if (failure instanceof EndlessList) {
                endless(sweep);
                return;
            }
            CallTrouble.of(failure).ifPresentOrElse(trouble -> settle(sweep, trouble), () -> ours(sweep, failure));
        } catch (RuntimeException outage) {
            LOG.warnf(
                    "Sweep could not be settled account=%s kind=%s problem=%s",
                    sweep.account(), sweep.kind().wire(), outage.getClass().getSimpleName());
            LOG.debug("Sweep could not be settled", outage);
        }
    }

    private void settle(Sweep sweep, CallTrouble trouble) {
        Duration asked = trouble.pause().orElse(Duration.ZERO);
        switch (trouble.kind()) {
            case NO_ACCESS, BUSY -> sweeps.release(sweep, config.every()); // its place is kept, and nothing counts
            case LIMITED -> later(sweep, asked, "limited", false);
            case OUT -> {
                later(sweep, asked, "out", false);
                spareRegion(sweep);
            }
            case REJECTED, UNREADABLE ->
                later(sweep, asked, trouble.kind().name().toLowerCase(Locale.ROOT), true);
            case FORBIDDEN -> later(sweep, asked, "forbidden", false);
        }
    }

    /** What it listed is looked at; it begins anew, as nobody knows whether there is more. */
    private void endless(Sweep sweep) {
        LOG.warnf(
                "Align's list of orders has no end: pages come again, are empty, or are more than max-pages account=%s kind=%s maxPages=%d",
                sweep.account(), sweep.kind().wire(), config.maxPages());
        later(sweep, Duration.ZERO, "endless", true);
    }

    /** Not Align's doing. A place in the list that can't be read any more must not hold it up for ever. */
    private void ours(Sweep sweep, RuntimeException failure) {
        LOG.warnf(
                "Sweep failed account=%s kind=%s problem=%s",
                sweep.account(), sweep.kind().wire(), failure.getClass().getSimpleName());
        LOG.debug("Sweep failed", failure);
        later(sweep, Duration.ZERO, "ours", sweep.failures() > 0);
    }

    private void later(Sweep sweep, Duration asked, String failure, boolean anew) {
        int failures = sweeps.failures(sweep); // some may be over since it was taken
        Duration wait = pace.afterFailure(failures, asked);
        sweeps.postpone(sweep, wait, failure, anew);
        metrics.failed(sweep.kind(), failure);
        LOG.infof(
                "Sweep goes on later account=%s kind=%s failure=%s failures=%d waitMs=%d",
                sweep.account(), sweep.kind().wire(), failure, failures + 1, wait.toMillis());
    }

    private void spareRegion(Sweep sweep) {
        int spared = sweeps.spareRegion(sweep, config.every(), config.everyAtMost());
        if (spared > 0) {
            LOG.warnf("Region is out, its sweeps wait sweeps=%d", spared);
        }
    }
}
