package dev.scanrelay.rx;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a scan request is. */
enum RequestState {
    /** The call to Align is under way, or the process died over it. */
    SENDING,
    /** Align has the RX. */
    CREATED,
    /** Its scan is there. */
    SCANNED,
    /** Deleted before it was scanned. */
    WITHDRAWN,
    /** Align did not take it. */
    REFUSED,
    /** Align's answer was lost: it is being asked. */
    UNKNOWN,
    /** Asking did not tell for long: a person decides. */
    UNRESOLVED;

    @JsonValue
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isOpen() {
        return this == SENDING || this == UNKNOWN || this == UNRESOLVED;
    }

    static Optional<RequestState> of(String wire) {
        return Arrays.stream(values())
                .filter(state -> state.wire().equals(wire))
                .findFirst();
    }
}
