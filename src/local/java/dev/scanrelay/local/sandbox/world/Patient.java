package dev.scanrelay.local.sandbox.world;

import java.util.Optional;

/** A patient of one clinic; the chart number may be missing or shared, as in real clinics. */
public record Patient(
        String patientId,
        long companyId,
        String firstName,
        String lastName,
        Optional<String> chartNumber,
        Optional<String> birthDate) {

    public record Change(Optional<String> firstName, Optional<String> lastName, Optional<String> chartNumber) {}

    public Patient with(Change change) {
        return new Patient(
                patientId,
                companyId,
                change.firstName().orElse(firstName),
                change.lastName().orElse(lastName),
                change.chartNumber().or(this::chartNumber),
                birthDate);
    }

    public boolean hasChart(String number) {
        return chartNumber.filter(number::equalsIgnoreCase).isPresent();
    }
}
