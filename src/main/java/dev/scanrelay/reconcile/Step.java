package dev.scanrelay.reconcile;

import dev.scanrelay.reconcile.Sweep.Run;
import java.util.Optional;

/** Carries a run on by a little: what it finds is wanted, and where to go on is noted, in one transaction. */
interface Step {

    /** Empty once the run is complete. Fails where Align does, and with {@link SweepLost}. */
    Optional<Run> carryOn(Sweep sweep, Run run);
}
