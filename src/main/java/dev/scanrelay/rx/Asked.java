package dev.scanrelay.rx;

import java.time.LocalDate;
import java.util.Optional;

/** What a practice software asks for, in good form. Two that are equal are the same request. It prints nothing of the patient. */
record Asked(
        String doctorId,
        String scannerSerialNumber,
        String procedureMapId,
        Person patient,
        Optional<LocalDate> dueDate,
        Optional<String> notes,
        Optional<String> reference,
        OnMatch onMatch,
        Optional<String> patientId) {

    @Override
    public String toString() {
        return "Asked[procedure=" + procedureMapId + ", onMatch=" + onMatch + "]";
    }
}
