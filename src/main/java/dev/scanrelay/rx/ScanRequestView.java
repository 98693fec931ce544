package dev.scanrelay.rx;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A scan request as it is shown. It prints nothing of the patient. */
@Schema(name = "ScanRequest", description = "An RX pushed to the scanner, and what became of it.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ScanRequestView(
        UUID id,

        @Schema(examples = "104233") String account,

        @Schema(
                description =
                        "sending; created (Align has the RX); scanned; withdrawn (deleted before the scan); refused; unknown"
                                + " (Align's answer was lost and it is being asked: don't send it again); unresolved (asking did not"
                                + " tell: look at Align's portal and declare it).",
                enumeration = {"sending", "created", "scanned", "withdrawn", "refused", "unknown", "unresolved"})
        String status,

        @Schema(description = "Align's id of the RX, once it is known.")
        Optional<String> rxId,

        @Schema(description = "Our id of its order: GET /api/v1/orders/{orderId}.")
        Optional<UUID> orderId,

        @Schema(description = "Your own.", examples = "visit-2231")
        Optional<String> reference,

        @Schema(
                description =
                        "What the search for the patient found before it was sent; incomplete: nobody, but not every spelling of the"
                                + " name was tried.",
                enumeration = {
                    "exact",
                    "chart-name-reordered",
                    "chart-other-name",
                    "name-no-chart",
                    "several",
                    "incomplete",
                    "none"
                })
        String match,

        @Schema(description = "Whom it found.") List<Candidate> candidates,

        @Schema(
                description = "What was asked for.",
                enumeration = {"use", "update", "reject", "create"})
        String onMatch,

        @Schema(description = "Align's id of the patient of the RX, once it is known.")
        Optional<String> patientId,

        @Schema(description = "The patient as you named him: with the scope patients:read only.")
        Optional<PersonView> patient,

        @Schema(description = "The patient as he was sent, where that differs: with the scope patients:read only.")
        Optional<PersonView> sentPatient,

        @Schema(
                description =
                        "Once it is scanned: the fields in which Align's patient differs from yours, but for case and spaces."
                                + " The order shows the calls that set him right.",
                examples = "[\"lastName\"]")
        Optional<List<String>> patientDiffers,

        String doctorId,
        @Schema(examples = "ITR5-48213") String scannerSerialNumber,
        @Schema(examples = "2") String procedureMapId,
        Optional<LocalDate> dueDate,

        @Schema(description = "With the scope patients:read only: notes may say of whom they are.")
        Optional<String> notes,

        @Schema(description = "Why Align did not take it.") Optional<Refusal> refusal,

        @Schema(
                description =
                        "While it is unknown: patient-appeared says that Align has the patient now, whom it did not have before;"
                                + " the request most likely arrived.",
                examples = "patient-appeared")
        Optional<String> evidence,

        Instant createdAt,
        Instant changedAt) {

    /** A patient as somebody spells him. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(name = "ScanRequestPatient")
    record PersonView(String firstName, String lastName, Optional<String> chartNumber, Optional<LocalDate> birthDate) {

        static PersonView of(Person person) {
            return new PersonView(person.firstName(), person.lastName(), person.chartNumber(), person.birthDate());
        }

        @Override
        public String toString() {
            return "PersonView[redacted]";
        }
    }

    @Override
    public String toString() {
        return "ScanRequestView[" + id + ", " + status + "]";
    }
}
