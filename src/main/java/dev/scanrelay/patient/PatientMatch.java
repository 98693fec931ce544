package dev.scanrelay.patient;

import dev.scanrelay.itero.IteroPatient;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A patient at Align who may be the one that was asked for.
 *
 * @param patientId Align's id
 */
public record PatientMatch(
        String patientId,
        Optional<String> firstName,
        Optional<String> lastName,
        Optional<String> chartNumber,
        Optional<LocalDate> birthDate,
        MatchReason reason) {

    static PatientMatch of(IteroPatient patient, MatchReason reason) {
        return new PatientMatch(
                patient.patientId(),
                patient.firstName(),
                patient.lastName(),
                patient.chartNumber(),
                patient.birthDate(),
                reason);
    }

    @Override
    public String toString() {
        return "PatientMatch[" + patientId + ", " + reason + ", redacted]";
    }
}
