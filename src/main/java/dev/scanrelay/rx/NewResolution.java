package dev.scanrelay.rx;

import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a person found in Align's portal. */
@Schema(name = "ScanRequestResolution", description = "What a person found in Align's portal.")
record NewResolution(
        @Schema(
                required = true,
                enumeration = {"sent", "not-sent"},
                description = "Whether Align has the RX.")
        Optional<String> outcome,

        @Schema(
                description =
                        "With sent: Align's id of it, where the portal shows it. Without it the scan can't be linked to this"
                                + " request.",
                examples = "0d9d7c1e-6f0b-4b0e-8a53-0c1b8a5d2f44")
        Optional<String> rxId) {}
