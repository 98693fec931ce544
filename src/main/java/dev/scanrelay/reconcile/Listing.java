package dev.scanrelay.reconcile;

import dev.scanrelay.order.LiveOrders;
import dev.scanrelay.order.LivePage;
import dev.scanrelay.order.LiveQuery;
import dev.scanrelay.reconcile.Sweep.Run;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Reads a page of Align's list. */
@ApplicationScoped
class Listing implements Step {

    private static final Logger LOG = Logger.getLogger(Listing.class);

    private final LiveOrders align;
    private final Progress progress;
    private final ReconcileConfig config;

    Listing(LiveOrders align, Progress progress, ReconcileConfig config) {
        this.align = align;
        this.progress = progress;
        this.config = config;
    }

    @Override
    public Optional<Run> carryOn(Sweep sweep, Run run) {
        LivePage page = align.list(query(sweep, run));
        if (page.unreadable() > 0) {
            LOG.warnf(
                    "Entries of Align's list could not be read account=%s kind=%s entries=%d",
                    sweep.account(), sweep.kind().wire(), page.unreadable());
        }
        return page.next()
                .map(next -> page(sweep, run, page, next))
                .orElseGet(() -> progress.lastPage(sweep, run, page.orders()));
    }

    /** What is on it counts, also where it shows that the list has no end. */
    private Optional<Run> page(Sweep sweep, Run run, LivePage page, String next) {
        PageSign sign = PageSign.of(page.place().orElse(next), page.orders(), page.unreadable());
        Optional<Trail> trail = run.trail().past(sign, config.maxPages());
        Optional<Run> further = progress.page(sweep, run.onTrail(trail.orElse(run.trail())), page.orders(), next);
        if (trail.isEmpty()) {
            throw new EndlessList();
        }
        return further;
    }

    /** Without an end, so that what changes meanwhile is listed, too. */
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
}
