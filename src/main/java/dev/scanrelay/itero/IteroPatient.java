package dev.scanrelay.itero;

import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A patient as Align has it.
 *
 * @param patientId opaque to us, 1 to 64 letters, digits, {@code -} or {@code _}; Align's are GUIDs
 */
public record IteroPatient(
        String patientId,
        Optional<String> firstName,
        Optional<String> lastName,
        Optional<String> chartNumber,
        Optional<LocalDate> birthDate) {

    private static final Pattern PATIENT_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public IteroPatient {
        if (!PATIENT_ID.matcher(patientId).matches()) {
            throw new IllegalArgumentException("a patient id is 1 to 64 letters, digits, - or _");
        }
    }

    @Override
    public String toString() {
        return "IteroPatient[" + patientId + ", redacted]";
    }
}
