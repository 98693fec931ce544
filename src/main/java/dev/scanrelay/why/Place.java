package dev.scanrelay.why;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a scan is, on its way from Align to the topic. */
enum Place {
    /** Pushed as a scan request, and not scanned yet. */
    REQUESTED,
    /** It will be fetched. */
    WAITING,
    /** A worker has it. */
    FETCHING,
    /** Its files are kept, and its event is still to be announced. */
    STORED,
    /** Its event is on the topic. */
    ANNOUNCED,
    /** Given up until it is wanted again. */
    PARKED,
    /** No longer to be expected. */
    WITHDRAWN,
    /** Nothing is kept of it, on request. */
    ERASED,
    /** Nothing is kept of it any more. */
    EXPIRED,
    /** Never heard of. */
    UNKNOWN;

    @JsonValue
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
