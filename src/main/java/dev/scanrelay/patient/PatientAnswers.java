package dev.scanrelay.patient;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What callers are answered. */
final class PatientAnswers {

    private PatientAnswers() {}

    @Schema(name = "FoundPatients")
    record Found(
            @Schema(
                    description =
                            "False if the name has more permutations and spellings than are tried in one call: somebody"
                                    + " written in a rare one may be missing. Search by chart number, or with fewer names.")
            boolean complete,

            @Schema(description = "The likeliest first.") List<Match> patients) {}

    @Schema(name = "FoundPatient")
    record Match(
            @Schema(description = "Align's id.", examples = "0b9a4f5e-6a3a-4c1d-9a55-3f1d3c1f8a10")
            String patientId,

            @Schema(examples = "Jürgen") Optional<String> firstName,
            @Schema(examples = "Müller") Optional<String> lastName,
            @Schema(examples = "CH-4711") Optional<String> chartNumber,
            @Schema(examples = "1980-02-29") Optional<LocalDate> birthDate,

            @Schema(
                    description =
                            "EXACT: names and chart number are the same, but for case, accents, hyphens and spaces."
                                    + " CHART_NAME_REORDERED: the same chart number, the names in another order. CHART_OTHER_NAME: the same"
                                    + " chart number under another name. CHART_ONLY: the chart number, as no name was sent. NAME_NO_CHART: the"
                                    + " names, and one side has no chart number. NAME_OTHER_CHART: the names under another chart number."
                                    + " NAME_ALIKE: names as like as Mueller and Muller.")
            MatchReason reason,

            @Schema(description = "Opaque; send it as If-Match, quotes and all, to change this patient.")
            String etag) {

        static Match of(PatientMatch match, String etag) {
            return new Match(
                    match.patientId(),
                    match.firstName(),
                    match.lastName(),
                    match.chartNumber(),
                    match.birthDate(),
                    match.reason(),
                    etag);
        }

        @Override
        public String toString() {
            return "Match[" + patientId + ", redacted]";
        }
    }

    @Schema(name = "Patient")
    record Patient(
            @Schema(description = "Align's id.", examples = "0b9a4f5e-6a3a-4c1d-9a55-3f1d3c1f8a10")
            String patientId,

            @Schema(examples = "Anna") Optional<String> firstName,
            @Schema(examples = "Berg") Optional<String> lastName,
            @Schema(examples = "CH-4711") Optional<String> chartNumber,

            @Schema(description = "The ETag of what is told here.")
            String etag) {

        static Patient of(PatientState state, String etag) {
            return new Patient(state.patientId(), state.firstName(), state.lastName(), state.chartNumber(), etag);
        }

        @Override
        public String toString() {
            return "Patient[" + patientId + ", redacted]";
        }
    }
}
