package dev.scanrelay.order;

import java.util.Locale;

/** Who said that there may be something new of an order. */
public enum Origin {
    /** The vendor. */
    NOTIFICATION,
    /** We, who looked and had not been told. */
    SWEEP,
    /** We, when the clinic was paired, of scans from before. */
    BACKFILL,
    /** A practice software that asked for older orders. */
    IMPORT,
    /** A person who had it done again. */
    REDRIVE;

    static Origin of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    /** As the database and reports spell it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
