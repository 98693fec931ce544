package dev.scanrelay.push;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What was added to the endpoint's deliveries. */
@Schema(name = "DeliveryReplayed")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ReplayView(
        @Schema(description = "Of what all: to go on with.") Optional<UUID> replay,

        @Schema(description = "Deliveries that were added by this call.", examples = "1000")
        int added,

        @Schema(description = "Present: there is more; ask again with it as after.")
        Optional<Long> next) {}
