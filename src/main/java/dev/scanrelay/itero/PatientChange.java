package dev.scanrelay.itero;

import java.util.Optional;

/** New values of a patient's fields; what is left out stays. */
public record PatientChange(Optional<String> firstName, Optional<String> lastName, Optional<String> chartNumber) {

    @Override
    public String toString() {
        return "PatientChange[redacted]";
    }
}
