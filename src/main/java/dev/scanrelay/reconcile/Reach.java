package dev.scanrelay.reconcile;

import dev.scanrelay.reconcile.Sweep.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides how far back a sweep goes. */
final class Reach {

    /** Align's clock may be that far behind ours when a clinic is paired. */
    private static final Duration CLOCKS = Duration.ofHours(1);

    private Reach() {}

    static Run run(Sweep sweep, ReconcileConfig config, Instant now) {
        Instant from = switch (sweep.kind()) {
            case RECENT -> sweep.mark().orElse(sweep.since()).minus(config.overlap());
            case MONTH -> now.minus(config.longReach());
            case SINGLE -> now.minus(config.singleReach());
            case BACKFILL -> sweep.since().minus(config.backfill());
            case DEEP -> now.minus(config.deepReach());
        };
        return new Run(now, from, Optional.empty(), Trail.NONE);
    }

    /** Unknown orders from before then are left alone. */
    static Instant since(Sweep sweep, Run run) {
        return switch (sweep.kind()) {
            case RECENT, MONTH, SINGLE, DEEP -> sweep.since().minus(CLOCKS);
            case BACKFILL -> run.from();
        };
    }
}
