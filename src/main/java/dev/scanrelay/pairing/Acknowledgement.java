package dev.scanrelay.pairing;

import java.util.Locale;

/** What came of acknowledging an account's warnings. */
enum Acknowledgement {
    /** By this call or by one before; also where there was nothing to take notice of. */
    ACKNOWLEDGED,
    NOT_FOUND,
    NOT_PAIRED,
    /** Align has not told yet what there is to take notice of; it is asked again by itself. */
    NOT_CHECKED_YET;

    String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
