package dev.scanrelay.push;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One page of deliveries. */
@Schema(name = "DeliveryPage")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record DeliveryPage(
        List<DeliveryView> deliveries,

        @Schema(description = "What to ask for before to read on. Absent: it is the last page.")
        Optional<Long> next) {}
