package dev.scanrelay.erase;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How long an account's scans are kept. */
@Schema(name = "Retention", description = "How long the account's scans are kept after their last change.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RetentionView(
        @Schema(description = "Days; absent: for ever.", examples = "3650")
        Optional<Long> days,

        @Schema(description = "account: set for it. deployment: as the operator has it.", examples = "account")
        String from) {}
