package dev.scanrelay.reconcile;

import dev.scanrelay.database.Database;
import dev.scanrelay.order.LiveOrders;
import dev.scanrelay.order.LivePage;
import dev.scanrelay.order.LiveQuery;
import dev.scanrelay.order.Look;
import dev.scanrelay.order.Orders;
import dev.scanrelay.pairing.PairingUnavailable;
import dev.scanrelay.reconcile.Sweep.Run;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/** Carries one leased sweep on, page by page. What a page holds is wanted and where to go on is noted in one transaction. */
@ApplicationScoped
class Sweeper {

    private static final Logger LOG = Logger.getLogger(Sweeper.class);

    private final LiveOrders align;
    private final Orders orders;
    private final Sweeps sweeps;
    private final Database database;
    private final ReconcileConfig config;
    private final Pace pace;
    private final Clock clock;

    Sweeper(LiveOrders align, Orders orders, Sweeps sweeps, Database database, ReconcileConfig config, Clock clock) {
        this.align = align;
        this.orders = orders;
        this.sweeps = sweeps;
        this.database = database;
        this.config = config;
        this.pace = new Pace(config, () -> ThreadLocalRandom.current().nextDouble());
        this.clock = clock;
    }

    /** It never fails; whatever it can't settle is taken over when the lease is over. */
    void work(Sweep sweep) {
        try {
            turn(sweep);
        } catch (RuntimeException outage) {
            LOG.warnf(
                    "Sweep could not be settled account=%s kind=%s problem=%s",
                    sweep.account(), sweep.kind().wire(), outage.getClass().getSimpleName());
            LOG.debug("Sweep could not be settled", outage);
        }
    }

    private void turn(Sweep sweep) {
        Optional<Run> run = sweep.run().or(() -> begun(sweep));
        for (int page = 0; page < config.pagesPerTurn() && run.isPresent(); page++) {
            run = page(sweep, run.get());
        }
        if (run.isPresent()) {
            sweeps.release(sweep, Duration.ZERO);
        }
    }

    private Optional<Run> begun(Sweep sweep) {
        Run run = Reach.run(sweep, config, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return database.write(session -> sweeps.begin(session, sweep, run)) ? Optional.of(run) : Optional.empty();
    }

    /** Empty once there is nothing to go on with. */
    private Optional<Run> page(Sweep sweep, Run run) {
        try {
            LivePage page = align.list(query(sweep, run));
            return noted(sweep, run, page);
        } catch (PairingUnavailable notNow) {
            sweeps.release(sweep, config.every()); // no failure: it goes on once the pairing does
            return Optional.empty();
        } catch (SweepLost over) {
            return Optional.empty();
        } catch (RuntimeException failure) {
            postpone(sweep, failure);
            return Optional.empty();
        }
    }

    private LiveQuery query(Sweep sweep, Run run) {
        return new LiveQuery(
                sweep.partner(),
                sweep.account(),
                Optional.of(run.from()),
                Optional.empty(),
                Optional.empty(),
                run.cursor(),
                config.pageSize());
    }

    private Optional<Run> noted(Sweep sweep, Run run, LivePage page) {
        Instant now = clock.instant();
        database.<Void>write(session -> orders.look(session, look(sweep, run), page.orders(), now)
                .flatMap(found -> moved(session, sweep, page, found, now))
                .map(mine -> {
                    if (!mine) {
                        throw new SweepLost();
                    }
                    return null;
                }));
        return page.next().map(run::goingOnAt);
    }

    private Uni<Boolean> moved(Mutiny.Session session, Sweep sweep, LivePage page, int found, Instant now) {
        int listed = page.orders().size();
        return page.next()
                .map(next -> sweeps.advance(session, sweep, next, listed, found))
                .orElseGet(() ->
                        sweeps.complete(session, sweep, listed, found, pace.after(sweep.kind(), sweep.idle()), now));
    }

    private Look look(Sweep sweep, Run run) {
        return new Look(
                sweep.partner(), sweep.account(), sweep.kind().origin(), Reach.since(sweep, run), config.rest());
    }

    private void postpone(Sweep sweep, RuntimeException failure) {
        Duration wait = pace.afterFailure(sweep.failures(), Duration.ZERO);
        sweeps.postpone(sweep, wait, "align", false);
        LOG.infof(
                "Sweep goes on later account=%s kind=%s failures=%d problem=%s",
                sweep.account(),
                sweep.kind().wire(),
                sweep.failures() + 1,
                failure.getClass().getSimpleName());
    }

    /** Another process has the sweep now; what this one did last is undone. */
    private static final class SweepLost extends RuntimeException {

        private static final long serialVersionUID = 1;
    }
}
