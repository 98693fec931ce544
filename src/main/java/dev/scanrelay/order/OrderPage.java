package dev.scanrelay.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One page of orders. */
@Schema(description = "One page of orders.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record OrderPage(
        @Schema(required = true, description = "stored: what we know.", enumeration = OrderPage.SOURCE)
        String source,

        List<OrderView> orders,

        @Schema(description = "Whether there is more behind this page now.")
        boolean more,

        @Schema(
                description =
                        "The cursor of what comes behind this page, with the same filters. A list of changes always has one:"
                                + " keep it, and ask again later for what changed since.",
                examples = "AQAABhNn4rQAAFs8alIvDk8KmjmKjw9vbxA")
        Optional<String> next)
        implements OrderList {

    static final String SOURCE = "stored";

    OrderPage(List<OrderView> orders, boolean more, Optional<String> next) {
        this(SOURCE, orders, more, next);
    }
}
