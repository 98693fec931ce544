package dev.scanrelay.itero;

import dev.scanrelay.id.AccountId;
import java.time.LocalDate;
import java.util.Optional;

/** An RX to push to a scanner before the visit. */
public record ScanRequest(
        AccountId account,
        String doctorId,
        Optional<String> scannerSerialNumber,
        String procedureMapId,
        Patient patient,
        Optional<LocalDate> dueDate,
        Optional<String> notes,
        boolean updatePatient) {

    public record Patient(
            String firstName, String lastName, Optional<String> chartNumber, Optional<LocalDate> birthDate) {

        @Override
        public String toString() {
            return "Patient[redacted]";
        }
    }

    @Override
    public String toString() {
        return "ScanRequest[" + account + ", procedure=" + procedureMapId + "]";
    }
}
