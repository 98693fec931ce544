package dev.scanrelay.rx;

import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A scan request as it comes in, in whatever form. It prints nothing. */
@Schema(description = "An RX to push to the scanner before the visit.")
record NewScanRequest(
        @Schema(
                required = true,
                description = "One of the practice's doctors.",
                examples = "b8e1f0c2-6f0b-4b0e-8a53-0c1b8a5d2f44")
        Optional<String> doctorId,

        @Schema(required = true, description = "One of the practice's scanners.", examples = "ITR5-48213")
        Optional<String> scannerSerialNumber,

        @Schema(required = true, description = "One of the practice's procedures.", examples = "2")
        Optional<String> procedureMapId,

        @Schema(required = true) Optional<NewPatient> patient,

        @Schema(description = "A date, today or later where the practice is.", examples = "2026-03-09")
        Optional<String> dueDate,

        @Schema(description = "For the scanner's screen: up to 2000 characters.", examples = "Upper jaw first")
        Optional<String> notes,

        @Schema(
                description =
                        "Your own, up to 200 characters, opaque to us: it comes back in the order and in every event. Put no"
                                + " name of a patient in it.",
                examples = "visit-2231")
        Optional<String> reference,

        @Schema(description = "The same as onMatch=update.", defaultValue = "false")
        Optional<Boolean> updatePatient,

        @Schema(
                description =
                        "What to do if Align has a patient who may be this one but is not exactly he: use him as Align spells"
                                + " him, update his name at Align, reject (409, nothing is sent), or create a new patient.",
                enumeration = {"use", "update", "reject", "create"},
                defaultValue = "reject")
        Optional<String> onMatch,

        @Schema(
                description = "With onMatch use or update: which of the patients that were found.",
                examples = "7c6f1d52-8f5e-4c1f-a0de-2b8a4c1f9e01")
        Optional<String> patientId) {

    /** The patient as the practice software has him. */
    @Schema(description = "The patient as your software has him. Chart number and birth date help to find him.")
    record NewPatient(
            @Schema(required = true, examples = "Zebulon") Optional<String> firstName,

            @Schema(required = true, examples = "Quillfeather")
            Optional<String> lastName,

            @Schema(examples = "CH-4711") Optional<String> chartNumber,
            @Schema(examples = "1984-05-17") Optional<String> birthDate) {

        static final NewPatient NOBODY =
                new NewPatient(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        @Override
        public String toString() {
            return "NewPatient[redacted]";
        }
    }

    @Override
    public String toString() {
        return "NewScanRequest[redacted]";
    }
}
