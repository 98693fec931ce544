package dev.scanrelay.patient;

import dev.scanrelay.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.util.List;

/** What callers are told when a patient is not changed. */
final class PatientProblems {

    private PatientProblems() {}

    static HttpProblem tagMissing() {
        return Problems.of(
                428,
                "etag-required",
                "If-Match needed",
                "Search the patient and send the etag of the answer as If-Match.");
    }

    static HttpProblem tagUnknown() {
        return Problems.of(
                412,
                "etag-unknown",
                "If-Match does not fit",
                "If-Match has to be the etag of one patient, as a search in this account gave it. Search again.");
    }

    static HttpProblem changed() {
        return Problems.of(
                412,
                "patient-changed",
                "The patient changed",
                "The patient is not as it was read. Search again, and decide anew.");
    }

    static HttpProblem shared(List<String> patientIds) {
        return HttpProblem.builder(Problems.conflict(
                        "chart-number-shared",
                        "Several patients have this chart number; patientIds lists them. Change the one by its id."))
                .with("patientIds", patientIds)
                .build();
    }

    static HttpProblem chartInUse() {
        return Problems.conflict("chart-number-in-use", "Another patient of the account has this chart number.");
    }
}
