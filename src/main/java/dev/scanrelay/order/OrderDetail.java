package dev.scanrelay.order;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One order with what is stored of it and what happened to it. */
@Schema(description = "One order with what is stored of it and what happened to it.")
record OrderDetail(
        @JsonUnwrapped OrderView order,

        @Schema(description = "The latest revisions, newest first; at most 20.")
        List<RevisionView> revisions,

        @Schema(description = "What happened lately, oldest first; at most the last 200.")
        List<Moment> timeline) {

    static OrderDetail bare(OrderView order) {
        return new OrderDetail(order, List.of(), List.of());
    }
}
