package dev.scanrelay.erase;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A legal hold, as callers see it. */
@Schema(name = "LegalHold", description = "Something must not be erased, for a reason.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record HoldView(
        UUID id,

        @Schema(description = "The clinic's account.", examples = "104233")
        String account,

        @Schema(description = "The order that is held.") Optional<UUID> orderId,

        @Schema(description = "Align's id of the patient whose orders are held; gone once the hold is lifted.")
        Optional<String> patientId,

        @Schema(description = "litigation, authority, complaint, insurance or other.", examples = "litigation")
        String reason,

        @Schema(description = "The file number that was given.", examples = "4 O 211/26")
        Optional<String> reference,

        @Schema(description = "Who set it: the public part of a key, or the subject of a token.")
        String setBy,

        Instant setAt,
        Optional<String> liftedBy,
        Optional<Instant> liftedAt) {}
