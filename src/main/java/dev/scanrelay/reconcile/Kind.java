package dev.scanrelay.reconcile;

import dev.scanrelay.order.Origin;
import java.util.Locale;

/** What a sweep looks for, the most urgent first. */
enum Kind {
    /** What changed, or was scanned, since the last one. */
    RECENT,
    /** The same further back: what changes late is not listed by when it was scanned. */
    MONTH,
    /** Orders without a final status, each asked for alone: the list may show no change of them. */
    SINGLE,
    /** What is older than the pairing, once. */
    BACKFILL,
    /** All orders, each asked for alone, slowly. */
    DEEP;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    /** Whether it asks for orders that we know, and does not read Align's list. */
    boolean asksSingly() {
        return this == SINGLE || this == DEEP;
    }

    Origin origin() {
        return this == BACKFILL ? Origin.BACKFILL : Origin.SWEEP;
    }
}
