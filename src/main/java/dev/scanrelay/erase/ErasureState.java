package dev.scanrelay.erase;

import java.util.Locale;

/** How far an erasure is. */
enum ErasureState {
    /** It goes on by itself. */
    RUNNING,
    /** A legal hold was set after it was asked for; it goes on once that is lifted. */
    HELD,
    /** Nothing is left in the database or in the object store, and the tombstones are in both. */
    DONE;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ErasureState of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
