package dev.scanrelay.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One page of endpoints. */
@Schema(name = "EndpointPage")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record EndpointPage(
        List<EndpointView> endpoints,

        @Schema(description = "What to ask for after to read on. Absent: it is the last page.")
        Optional<UUID> next) {}
