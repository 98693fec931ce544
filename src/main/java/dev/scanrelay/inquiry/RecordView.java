package dev.scanrelay.inquiry;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One record of one call. */
@Schema(name = "AuditRecord", description = "Who did what, to whom, when, and what came of it. Ids only.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RecordView(
        @JsonIgnore long id,
        Instant at,

        @Schema(
                description =
                        "The X-Request-Id of the call; a write has several records, begun and ended, and a stream one for each part of it.")
        UUID requestId,

        @Schema(
                description =
                        "begun: before a write was done, again once it is known what it is about. ended: before the answer went out. broke-off: the answer was not sent to its end.",
                examples = "ended")
        String phase,

        @Schema(description = "What was called.", examples = "order.read")
        String action,

        @Schema(
                description = "key, token, invitation (a clinic's user on the pairing pages) or nobody.",
                examples = "key")
        String actorKind,

        @Schema(
                description =
                        "The public part of the key, the token's subject, or the invitation's id; empty of nobody.")
        String actor,

        @Schema(description = "ok, refused, not-found or failed; none of what only began.", examples = "ok")
        Optional<String> result,

        @Schema(description = "Of the answer.", examples = "200")
        Optional<Integer> status,

        @Schema(description = "How many refusals the record sums up; absent of one call.", examples = "412")
        Optional<Long> times,

        List<String> accounts,
        List<String> orders,
        List<String> patients,
        List<String> keys) {

    Place place() {
        return new Place(at, id);
    }
}
