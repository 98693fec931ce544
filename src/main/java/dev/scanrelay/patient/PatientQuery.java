package dev.scanrelay.patient;

import java.util.Optional;

/** Whom a practice software means, in its own spelling. At least one of the three is there. */
public record PatientQuery(Optional<String> firstName, Optional<String> lastName, Optional<String> chartNumber) {

    @Override
    public String toString() {
        return "PatientQuery[redacted]";
    }
}
