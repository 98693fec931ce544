package dev.scanrelay.reconcile;

import dev.scanrelay.database.Database;
import dev.scanrelay.order.LiveOrders;
import dev.scanrelay.order.Orders;
import dev.scanrelay.order.ToAsk;
import dev.scanrelay.reconcile.Sweep.Run;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Asks for some orders, each alone. */
@ApplicationScoped
class Asking implements Step {

    private static final int AT_A_TIME = 20;

    private final LiveOrders align;
    private final Orders orders;
    private final Progress progress;
    private final Database database;
    private final ReconcileConfig config;
    private final Clock clock;

    Asking(LiveOrders align, Orders orders, Progress progress, Database database, ReconcileConfig config, Clock clock) {
        this.align = align;
        this.orders = orders;
        this.progress = progress;
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public Optional<Run> carryOn(Sweep sweep, Run run) {
        List<ToAsk> some = sweep.kind() == Kind.DEEP ? all(sweep, run) : due(sweep, run);
        Run further = run;
        for (ToAsk order : some) {
            further = progress.asked(sweep, further, order, align.find(sweep.partner(), sweep.account(), order.rxId()));
        }
        return some.size() < AT_A_TIME ? progress.allAsked(sweep, further) : Optional.of(further);
    }

    private List<ToAsk> due(Sweep sweep, Run run) {
        return database.read(session -> orders.toAsk(
                session,
                sweep.partner(),
                sweep.account(),
                finals(),
                config.singleFirst(),
                run.from(),
                clock.instant(),
                AT_A_TIME));
    }

    private List<ToAsk> all(Sweep sweep, Run run) {
        return database.read(session -> orders.toCheck(
                session,
                sweep.partner(),
                sweep.account(),
                run.from(),
                run.cursor().map(Place::of),
                clock.instant(),
                AT_A_TIME));
    }

    /** Never empty, as the database wants it. */
    private List<String> finals() {
        return Stream.concat(Stream.of("-"), config.finalStatuses().stream()).toList();
    }
}
