package dev.scanrelay.rx;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What to do if Align has a patient who may be the one that is meant, but is not exactly he. */
enum OnMatch {
    /** Send him as Align spells him, so that he is the one who is scanned. */
    USE,
    /** Have Align change his name to ours with the request (P3). */
    UPDATE,
    /** Send nothing and say who was found. */
    REJECT,
    /** Send the patient as given: Align makes a new one. */
    CREATE;

    @JsonValue
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<OnMatch> of(String wire) {
        return Arrays.stream(values())
                .filter(choice -> choice.wire().equals(wire))
                .findFirst();
    }
}
