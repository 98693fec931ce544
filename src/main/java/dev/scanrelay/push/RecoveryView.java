package dev.scanrelay.push;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is under way again. */
@Schema(name = "DeliveryRecovered")
record RecoveryView(
        @Schema(description = "Deliveries that had been given up or dropped.", examples = "312")
        int recovered,

        @Schema(description = "Deliveries that waited for their next attempt, and are tried now.", examples = "17")
        int hurried,

        @Schema(description = "true: ask again for the next ones.")
        boolean more) {}
