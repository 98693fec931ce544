package dev.scanrelay.acknowledge;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A revision that needs somebody. */
@Schema(
        name = "OpenAcknowledgement",
        description = "A revision that somebody in the practice has to do something about.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record OpenView(
        UUID orderId,
        String account,
        String rxId,
        @Schema(examples = "1") int revision,

        @Schema(description = "overdue, unmatched or rejected.", examples = "unmatched")
        String state,

        @Schema(description = "Announced then, if it is overdue; else acknowledged then.")
        Instant since,

        @Schema(description = "What was said last; absent if nothing was.")
        Optional<AcknowledgementView> acknowledgement) {}
