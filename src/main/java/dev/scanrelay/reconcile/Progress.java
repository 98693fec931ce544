package dev.scanrelay.reconcile;

import dev.scanrelay.database.Database;
import dev.scanrelay.order.LiveOrder;
import dev.scanrelay.order.Look;
import dev.scanrelay.order.Orders;
import dev.scanrelay.order.ToAsk;
import dev.scanrelay.reconcile.Sweep.Run;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import org.hibernate.reactive.mutiny.Mutiny;

/** Notes what was read together with what it makes wanted, unless another process has the sweep by now. */
@ApplicationScoped
class Progress {

    private final Orders orders;
    private final Sweeps sweeps;
    private final Database database;
    private final ReconcileConfig config;
    private final SweepMetrics metrics;
    private final Pace pace;
    private final Clock clock;

    Progress(
            Orders orders,
            Sweeps sweeps,
            Database database,
            ReconcileConfig config,
            SweepMetrics metrics,
            Clock clock) {
        this.metrics = metrics;
        this.orders = orders;
        this.sweeps = sweeps;
        this.database = database;
        this.config = config;
        this.pace = new Pace(config, () -> ThreadLocalRandom.current().nextDouble());
        this.clock = clock;
    }

    /** A page was read, and there is a next one. */
    Optional<Run> page(Sweep sweep, Run run, List<LiveOrder> read, String next) {
        note(
                sweep,
                run,
                read,
                (session, found) -> sweeps.advance(session, sweep, run.goingOnAt(next), read.size(), found));
        return Optional.of(run.goingOnAt(next));
    }

    /** The last page was read. */
    Optional<Run> lastPage(Sweep sweep, Run run, List<LiveOrder> read) {
        note(sweep, run, read, (session, found) -> complete(session, sweep, read.size(), found));
        metrics.complete(sweep.kind());
        return Optional.empty();
    }

    /** One order was asked for; empty if Align does not show it. */
    Run asked(Sweep sweep, Run run, ToAsk order, Optional<LiveOrder> read) {
        Run further = goingOn(sweep, run, order);
        List<LiveOrder> shown = read.map(List::of).orElse(List.of());
        note(
                sweep,
                run,
                shown,
                (session, found) -> orders.asked(session, order, clock.instant())
                        .flatMap(done -> sweeps.advance(session, sweep, further, 1, found)));
        return further;
    }

    /**
     * One order was asked for, and Align does not give it.
     *
     * @param answered whether it said so, or said nothing at all
     */
    Run notShown(Sweep sweep, Run run, ToAsk order, String failure, boolean answered) {
        Run further = goingOn(sweep, run, order);
        note(
                sweep,
                run,
                List.of(),
                (session, found) -> orders.notShown(session, order, failure, clock.instant())
                        .flatMap(done -> answered
                                ? sweeps.advance(session, sweep, further, 1, 0)
                                : sweeps.passOver(session, sweep, further)));
        metrics.notShown(sweep.kind(), failure);
        return further;
    }

    /** All were asked for. */
    Optional<Run> allAsked(Sweep sweep, Run run) {
        return lastPage(sweep, run, List.of());
    }

    /** A deep check goes by its place, the others by what is still due. */
    private static Run goingOn(Sweep sweep, Run run, ToAsk order) {
        return sweep.kind() == Kind.DEEP ? run.goingOnAt(Place.text(order)) : run;
    }

    private Uni<Boolean> complete(Mutiny.Session session, Sweep sweep, int listed, int found) {
        return sweeps.complete(session, sweep, listed, found, pace.after(sweep.kind(), sweep.idle()), clock.instant());
    }

    private void note(
            Sweep sweep, Run run, List<LiveOrder> read, BiFunction<Mutiny.Session, Integer, Uni<Boolean>> move) {
        Instant now = clock.instant();
        Look look = new Look(
                sweep.partner(),
                sweep.account(),
                sweep.kind().origin(),
                Reach.since(sweep, run),
                rest(sweep),
                config.blindFirst());
        database.write(session -> orders.look(session, look, read, now)
                .invoke(found -> metrics.read(session, sweep.kind(), read.size(), found))
                .flatMap(found -> move.apply(session, found))
                .invoke(mine -> {
                    if (!mine) {
                        throw new SweepLost();
                    }
                }));
    }

    /** Asking singly has a decay of its own. */
    private Duration rest(Sweep sweep) {
        return sweep.kind().asksSingly() ? Duration.ZERO : config.rest();
    }
}
