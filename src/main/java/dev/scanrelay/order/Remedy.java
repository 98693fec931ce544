package dev.scanrelay.order;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A call that would set the vendor's patient right. It is the practice software's to make: nothing is adopted by itself. */
@Schema(
        description = "A call of this API that would set the vendor's patient right. It is yours to make, with the etag"
                + " of a fresh search in If-Match: nothing is adopted by itself.")
record Remedy(
        @Schema(examples = "PUT") String method,

        @Schema(examples = "/api/v1/accounts/104233/patients/7c6f1d52-8f5e-4c1f-a0de-2b8a4c1f9e01")
        String href,

        @Schema(description = "What to send your own values of.", examples = "[\"lastName\"]")
        List<String> fields) {

    private static final String CHART_NUMBER = "chartNumber";

    /** By the vendor's id any field; by chart number names only, if the chart number is agreed on. */
    static List<Remedy> of(String account, Optional<String> patientId, List<String> differs) {
        if (differs.isEmpty()) {
            return List.of();
        }
        String patients = "/api/v1/accounts/" + account + "/patients/";
        Optional<Remedy> byId = patientId.map(id -> new Remedy("PUT", patients + id, differs));
        Optional<Remedy> byChart = differs.contains(CHART_NUMBER)
                ? Optional.empty()
                : Optional.of(new Remedy("POST", patients + "update-by-chart-number", differs));
        return Stream.of(byId, byChart).flatMap(Optional::stream).toList();
    }
}
