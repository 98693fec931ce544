package dev.scanrelay.content;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a file of a known kind is for. */
public enum Role {
    /** A jaw's mesh, oriented in occlusion. */
    OCCLUSION,
    /** A mesh of prepared teeth. */
    PREPARATION,
    /** The overview image. */
    GALLERY,
    /** One of the five views. */
    FRONT,
    LEFT,
    RIGHT,
    UPPER,
    LOWER,
    /** The export's own description. */
    EXPORT,
    /** The prescription as a page. */
    PRESCRIPTION;

    /** As events, the API and the database spell it. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
