package dev.scanrelay.itero;

import dev.scanrelay.id.AccountId;
import java.time.LocalDate;
import java.util.Optional;

/** JSON bodies that we send. */
final class Ask {

    private Ask() {}

    record Pair(Object companyId, Optional<String> callbackUrl) {}

    record Unpair(Object companyId) {}

    record Scan(
            Object companyId,
            String doctorId,
            Optional<String> scannerSerialNumber,
            Object procedureMapId,
            Patient patient,
            Optional<LocalDate> dueDate,
            Optional<String> notes,
            boolean updatePatient) {

        static Scan of(ScanRequest request) {
            return new Scan(
                    Ask.companyId(request.account()),
                    request.doctorId(),
                    request.scannerSerialNumber(),
                    plain(request.procedureMapId()),
                    Patient.of(request.patient()),
                    request.dueDate(),
                    request.notes(),
                    request.updatePatient());
        }

        @Override
        public String toString() {
            return "Scan[redacted]";
        }
    }

    record Patient(String firstName, String lastName, Optional<String> chartNumber, Optional<LocalDate> birthDate) {

        static Patient of(ScanRequest.Patient patient) {
            return new Patient(patient.firstName(), patient.lastName(), patient.chartNumber(), patient.birthDate());
        }

        @Override
        public String toString() {
            return "Patient[redacted]";
        }
    }

    record Change(
            Object companyId, Optional<String> firstName, Optional<String> lastName, Optional<String> chartNumber) {

        static Change of(AccountId account, PatientChange change) {
            return new Change(Ask.companyId(account), change.firstName(), change.lastName(), change.chartNumber());
        }

        @Override
        public String toString() {
            return "Change[redacted]";
        }
    }

    static Object companyId(AccountId account) {
        return plain(account.value());
    }

    /** Align's ids of accounts and procedures are numbers on the wire; one that is no plain number goes as text. */
    private static Object plain(String id) {
        return id.matches("[1-9][0-9]{0,17}") ? Long.valueOf(id) : id;
    }
}
