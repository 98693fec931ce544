package dev.scanrelay.rx;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a request will not be done, in constant words of ours. */
@Schema(name = "ScanRequestRefusal", description = "Why Align did not take it, in constant words.")
record Refusal(
        int status,

        @Schema(examples = "align-feature-disabled") String code,
        String detail) {

    static final Refusal DECLARED = new Refusal(
            409,
            "declared-not-sent",
            "A person declared that Align has no such RX. To push it again, use another Idempotency-Key.");

    static Refusal of(HttpProblem problem) {
        Map<String, Object> more = problem.getParameters();
        return new Refusal(
                problem.getStatusCode(),
                String.valueOf(more.getOrDefault("code", "align-refused")),
                Optional.ofNullable(problem.getDetail()).orElse(""));
    }
}
