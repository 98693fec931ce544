package dev.scanrelay.patient;

import java.util.Optional;

/** Whom a practice software means, in its own spelling. At least one of the three is there; blank ones count as left out. */
public record PatientQuery(Optional<String> firstName, Optional<String> lastName, Optional<String> chartNumber) {

    public PatientQuery {
        firstName = firstName.map(Letters::tidy).filter(text -> !text.isEmpty());
        lastName = lastName.map(Letters::tidy).filter(text -> !text.isEmpty());
        chartNumber = chartNumber.map(String::strip).filter(text -> !text.isEmpty());
        if (firstName.isEmpty() && lastName.isEmpty() && chartNumber.isEmpty()) {
            throw new IllegalArgumentException("a name or a chart number is needed");
        }
    }

    boolean hasName() {
        return firstName.isPresent() || lastName.isPresent();
    }

    @Override
    public String toString() {
        return "PatientQuery[redacted]";
    }
}
