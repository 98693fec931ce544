package dev.scanrelay.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One page of orders as the vendor has them now. */
@Schema(description = "One page of orders as the vendor has them now. Nothing of it is stored.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record LiveOrderPage(
        @Schema(required = true, description = "align: what the vendor has now.", enumeration = LiveOrderPage.SOURCE)
        String source,

        List<LiveOrderView> orders,

        @Schema(description = "Whether the vendor has more behind this page.")
        boolean more,

        @Schema(description = "The cursor of what comes behind this page, good for the same question alone.")
        Optional<String> next,

        @Schema(
                description = "How many entries of the vendor's page could not be read; they are left out.",
                examples = "0")
        int unreadable)
        implements OrderList {

    static final String SOURCE = "align";
}
