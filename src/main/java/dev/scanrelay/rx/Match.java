package dev.scanrelay.rx;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.scanrelay.patient.MatchReason;
import java.util.Arrays;
import java.util.Locale;

/** What the search for the patient found. Namesakes under another chart number are no match. */
enum Match {
    EXACT,
    CHART_NAME_REORDERED,
    CHART_OTHER_NAME,
    NAME_NO_CHART,
    SEVERAL,
    /** Nobody who is exactly it, at most one who is nearly it, and not every spelling of the name was tried. */
    INCOMPLETE,
    NONE;

    @JsonValue
    String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Match of(MatchReason reason) {
        return switch (reason) {
            case EXACT -> EXACT;
            case CHART_NAME_REORDERED -> CHART_NAME_REORDERED;
            case CHART_OTHER_NAME -> CHART_OTHER_NAME;
            case NAME_NO_CHART -> NAME_NO_CHART;
            default -> NONE; // a namesake, or one whose name is only like it
        };
    }

    static Match ofWire(String wire) {
        return Arrays.stream(values())
                .filter(match -> match.wire().equals(wire))
                .findFirst()
                .orElseThrow();
    }
}
