package dev.scanrelay.erase;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why something must not be erased. */
enum HoldReason {
    LITIGATION,
    AUTHORITY,
    COMPLAINT,
    INSURANCE,
    OTHER;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<HoldReason> of(String wire) {
        return Arrays.stream(values())
                .filter(reason -> reason.wire().equals(wire))
                .findFirst();
    }
}
