package dev.scanrelay.order;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where an order is with us. What the vendor thinks of it is its status. */
public enum OrderState {
    /** Pushed as a scan request, and not scanned yet as far as we know. */
    REQUESTED,
    /** Known, and nothing is stored of it yet. */
    WAITING,
    /** A revision is stored. */
    READY,
    /** Given up until it is wanted again. */
    PARKED,
    /** No longer to be expected or used. */
    WITHDRAWN,
    /** Nothing is kept of it, as somebody asked for that, and nothing comes back. */
    ERASED,
    /** Nothing is kept of it any more, as its time was over; a new scan brings it back. */
    EXPIRED;

    /** Whether what was kept of it was removed. */
    public boolean isGone() {
        return this == ERASED || this == EXPIRED;
    }

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<OrderState> of(String wire) {
        return Arrays.stream(values())
                .filter(state -> state.wire().equals(wire))
                .findFirst();
    }
}
