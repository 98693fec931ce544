package dev.scanrelay.endpoint;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;

/** How much of an event is delivered. */
public enum Payload {
    /** What it is about, and where to read the rest with a key. */
    @JsonProperty("id-only")
    ID_ONLY("id-only"),
    /** The event as it was published. */
    @JsonProperty("full")
    FULL("full");

    private final String label;

    Payload(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    static Payload labelled(String label) {
        return Arrays.stream(values())
                .filter(payload -> payload.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such payload"));
    }
}
