package dev.scanrelay.acknowledge;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a practice software said of a revision last. */
@Schema(name = "Acknowledgement", description = "What a practice software said of a revision last.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record AcknowledgementView(
        @Schema(description = "imported, unmatched or rejected.", examples = "unmatched")
        String outcome,

        @Schema(description = "Why. Told with patients:read only: it may hold a name.")
        Optional<String> reason,

        @Schema(description = "The practice software's own reference.", examples = "doc-88123")
        Optional<String> document,

        @Schema(description = "When it was said first.") Instant at,

        @Schema(description = "The id of the key that said it.")
        String by) {

    @Override
    public String toString() {
        return "AcknowledgementView[" + outcome + "]";
    }
}
