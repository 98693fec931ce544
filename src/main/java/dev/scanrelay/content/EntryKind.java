package dev.scanrelay.content;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a file of a scan is. What we do not know stays, counts and is called so. */
public enum EntryKind {
    ARCHIVE,
    MESH,
    IMAGE,
    RX,
    METADATA,
    MARGIN,
    TEXTURE,
    UNKNOWN;

    /** As events, the API, the database and object keys spell it. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
