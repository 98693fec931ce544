package dev.scanrelay.acknowledge;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What became of a revision in the practice software. */
enum Outcome {
    /** It is in the patient's chart. */
    IMPORTED,
    /** It was taken, and belongs to no patient yet. */
    UNMATCHED,
    /** It was not taken. */
    REJECTED;

    static final String RULE = "outcome has to be imported, unmatched or rejected.";

    @JsonValue
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Outcome> of(String written) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.wire().equals(written))
                .findFirst();
    }
}
