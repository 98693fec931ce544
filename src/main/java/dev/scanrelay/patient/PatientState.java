package dev.scanrelay.patient;

import dev.scanrelay.itero.IteroPatient;
import dev.scanrelay.itero.PatientChange;
import java.util.Optional;

/** What can be changed of a patient, as it was at some time. */
record PatientState(
        String patientId, Optional<String> firstName, Optional<String> lastName, Optional<String> chartNumber) {

    static PatientState of(IteroPatient patient) {
        return new PatientState(patient.patientId(), patient.firstName(), patient.lastName(), patient.chartNumber());
    }

    static PatientState of(PatientMatch match) {
        return new PatientState(match.patientId(), match.firstName(), match.lastName(), match.chartNumber());
    }

    PatientState with(PatientChange change) {
        return new PatientState(
                patientId,
                change.firstName().or(() -> firstName),
                change.lastName().or(() -> lastName),
                change.chartNumber().or(() -> chartNumber));
    }

    @Override
    public String toString() {
        return "PatientState[" + patientId + ", redacted]";
    }
}
