package dev.scanrelay.reconcile;

import dev.scanrelay.database.Database;
import dev.scanrelay.order.LiveOrder;
import dev.scanrelay.order.LiveOrders;
import dev.scanrelay.order.Orders;
import dev.scanrelay.order.ToAsk;
import dev.scanrelay.pairing.CallTrouble;
import dev.scanrelay.reconcile.Sweep.Run;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Asks for some orders, each alone. One that Align does not give holds none of the others up. */
@ApplicationScoped
class Asking implements Step {

    private static final Logger LOG = Logger.getLogger(Asking.class);

    private static final int AT_A_TIME = 20;

    /** Tries of what gets no answer until it is passed over, each after a longer wait. */
    private static final int ENOUGH_TRIES = 4;

    private static final String OUT = "out";

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
        Optional<Doubt> doubt = Optional.empty();
        for (ToAsk order : some) {
            Said said = said(sweep, order);
            if (said instanceof Said.Nothing(RuntimeException outage)) {
                if (doubt.isPresent()) { // two in a row are Align's trouble
                    passOver(sweep, further, doubt.get().order(), order);
                    throw outage;
                }
                doubt = Optional.of(new Doubt(order, outage));
                continue;
            }
            if (doubt.isPresent()) { // Align answers, so it is that order's own trouble
                further = failed(sweep, further, doubt.get().order(), OUT);
                doubt = Optional.empty();
            }
            further = switch (said) {
                case Said.Shown(Optional<LiveOrder> shown) -> progress.asked(sweep, further, order, shown);
                case Said.Refused(String failure) -> failed(sweep, further, order, failure);
                case Said.Nothing nothing -> further;
            };
        }
        if (doubt.isPresent()) { // nothing after it tells whose trouble it is, but time does
            if (sweep.failures() < ENOUGH_TRIES) {
                throw doubt.get().outage();
            }
            further = failed(sweep, further, doubt.get().order(), OUT);
        }
        return some.size() < AT_A_TIME ? progress.allAsked(sweep, further) : Optional.of(further);
    }

    private Said said(Sweep sweep, ToAsk order) {
        try {
            return new Said.Shown(align.find(sweep.partner(), sweep.account(), order.rxId()));
        } catch (RuntimeException failure) {
            return switch (CallTrouble.of(failure).map(CallTrouble::kind).orElseThrow(() -> failure)) {
                case REJECTED -> new Said.Refused("rejected");
                case UNREADABLE -> new Said.Refused("unreadable");
                case OUT -> new Said.Nothing(failure);
                case LIMITED, NO_ACCESS, BUSY, FORBIDDEN -> throw failure;
            };
        }
    }

    /** Unless they are two of their own kind: after some tries the next one begins behind them, whosever trouble it is. */
    private void passOver(Sweep sweep, Run run, ToAsk one, ToAsk other) {
        if (sweep.failures() >= ENOUGH_TRIES) {
            failed(sweep, failed(sweep, run, one, OUT), other, OUT);
        }
    }

    private Run failed(Sweep sweep, Run run, ToAsk order, String failure) {
        LOG.infof(
                "Order is asked for again later account=%s kind=%s rxId=%s failure=%s",
                sweep.account(), sweep.kind().wire(), order.rxId(), failure);
        return progress.notShown(sweep, run, order, failure, !failure.equals(OUT));
    }

    /** What Align said of an order. */
    private sealed interface Said {

        /** The order, or that there is none. */
        record Shown(Optional<LiveOrder> order) implements Said {}

        /** That it does not give this one. */
        record Refused(String failure) implements Said {}

        record Nothing(RuntimeException outage) implements Said {}
    }

    private record Doubt(ToAsk order, RuntimeException outage) {}

    private List<ToAsk> due(Sweep sweep, Run run) {
        return database.read(session -> orders.toAsk(
                session,
                sweep.partner(),
                sweep.account(),
                finals(),
                config.singleFirst(),
                run.from(),
                clock.instant(),
                config.longEvery(),
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
