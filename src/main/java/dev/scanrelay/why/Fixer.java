package dev.scanrelay.why;

import com.fasterxml.jackson.annotation.JsonValue;

/** Who can do something about it. */
enum Fixer {
    NOBODY("nobody", "nobody needs to do anything"),
    ALIGN("align", "Align can fix it"),
    CLINIC("clinic", "the clinic can fix it"),
    OPERATOR("operator", "the operator of this service can fix it");

    private final String wire;
    private final String words;

    Fixer(String wire, String words) {
        this.wire = wire;
        this.words = words;
    }

    @JsonValue
    String wire() {
        return wire;
    }

    /** As the end of a sentence. */
    String words() {
        return words;
    }
}
