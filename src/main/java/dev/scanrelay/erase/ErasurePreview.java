package dev.scanrelay.erase;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an erasure would remove. */
@Schema(name = "ErasurePreview", description = "What an erasure would remove now. Nothing is changed.")
record ErasurePreview(
        @Schema(description = "How many orders.", examples = "2")
        long orders,

        @Schema(description = "Our ids of them, 500 at most.")
        List<UUID> orderIds,

        @Schema(description = "Revisions of them whose content goes.", examples = "3")
        long revisions,

        @Schema(description = "Stored files.", examples = "24")
        long artifacts,

        @Schema(description = "Their size.", examples = "73400320")
        long bytes,

        @Schema(description = "Scan requests.", examples = "1")
        long scanRequests,

        @Schema(description = "Acknowledgements.", examples = "1")
        long acknowledgements,

        @Schema(description = "Events that are kept to be read again.", examples = "4")
        long events,

        @Schema(
                description =
                        "Orders of the account of which nobody knows whose they are, as they came back with a rebuilt catalogue:"
                                + " fetched again (redrive), they go if they are the patient's.",
                examples = "0")
        long unidentified,

        @Schema(description = "Legal holds that forbid it: lift them first.")
        List<UUID> holds) {}
