package dev.scanrelay.rx;

import dev.scanrelay.patient.PatientMatch;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A patient at Align who may be the one that is meant. */
@Schema(description = "A patient at Align who may be the one that is meant.")
record Candidate(
        @Schema(description = "Align's id.", examples = "7c6f1d52-8f5e-4c1f-a0de-2b8a4c1f9e01")
        String patientId,

        @Schema(
                description =
                        "exact, chart-name-reordered, chart-other-name, name-no-chart, or name-other-chart: a namesake, who is no"
                                + " match.",
                examples = "chart-other-name")
        String reason) {

    static Candidate of(PatientMatch match) {
        return new Candidate(
                match.patientId(),
                match.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
