package dev.scanrelay.content;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

public enum Jaw {
    UPPER,
    LOWER;

    /** As events, the API and the database spell it. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
