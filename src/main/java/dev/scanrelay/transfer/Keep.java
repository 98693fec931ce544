package dev.scanrelay.transfer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What of a zip is stored. All of it counts for the fingerprint in any case; what is no zip, or can't be unpacked, is stored as it is. */
public enum Keep {
    /** The zip alone. */
    ZIP,
    /** Its entries alone. */
    ENTRIES,
    BOTH;

    /** As settings, the API and the database spell it. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Keep of(String written) {
        return Arrays.stream(values())
                .filter(keep -> keep.wire().equals(written))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("zip, entries or both"));
    }

    boolean zip() {
        return this != ENTRIES;
    }

    boolean entries() {
        return this != ZIP;
    }
}
