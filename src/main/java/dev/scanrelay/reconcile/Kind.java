package dev.scanrelay.reconcile;

import dev.scanrelay.order.Origin;
import java.util.Locale;

/** What a sweep looks for, the most urgent first. */
enum Kind {
    /** What changed, or was scanned, since the last one. */
    RECENT,
    /** The same further back: what changes late is not listed by when it was scanned. */
    MONTH,
    /** What is older than the pairing, once. */
    BACKFILL;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    Origin origin() {
        return this == BACKFILL ? Origin.BACKFILL : Origin.SWEEP;
    }
}
