package dev.scanrelay.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.scanrelay.acknowledge.AcknowledgementView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One revision of an order's files. */
@Schema(description = "One revision of an order's files. Its files never change.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RevisionView(
        @Schema(examples = "1") int number,

        @Schema(description = "Identifies the content, not the bytes of the zip.")
        String fingerprint,

        @Schema(description = "False when a file failed for good and the others are given without it.")
        boolean complete,

        @Schema(
                description =
                        "Whether the zip's entries are stored: complete, none (nothing to unpack, or the account keeps zips"
                                + " alone) or refused.")
        String unpacked,

        @Schema(description = "Why it was refused.") Optional<String> refusal,
        Instant storedAt,
        @Schema(description = "Of the whole revision.") int artifactCount,

        @Schema(description = "What the practice software said of it last; absent if it has said nothing.")
        Optional<AcknowledgementView> acknowledgement,

        @Schema(
                description =
                        "In the vendor's order. An order lists at most 1000 of all its revisions, the newest first;"
                                + " GET /api/v1/orders/{orderId}/revisions/{number} lists all of one.")
        List<ArtifactView> artifacts) {}
