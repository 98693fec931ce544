package dev.scanrelay.why;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a scan that we never heard of could come from.
 *
 * @param paired accounts
 * @param broken accounts that need a user of the clinic
 * @param sweepAt when the next of the paired ones is swept
 */
record Reach(int paired, int broken, Optional<Instant> sweepAt) {

    boolean isNothing() {
        return paired + broken == 0;
    }
}
