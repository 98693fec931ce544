package dev.scanrelay.order;

import java.util.Optional;

/** Who was scanned, in the vendor's copy. It prints nothing but the vendor's id. */
public record Patient(
        Optional<String> id, Optional<String> firstName, Optional<String> lastName, Optional<String> chartNumber) {

    @Override
    public String toString() {
        return "Patient[" + id.orElse("?") + "]";
    }
}
