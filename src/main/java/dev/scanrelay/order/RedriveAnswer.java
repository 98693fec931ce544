package dev.scanrelay.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is fetched again, or would be. */
@Schema(description = "What is fetched again, or would be. Asking again changes nothing of what is still on its way.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RedriveAnswer(
        List<Redriven> orders,

        @Schema(description = "How many of them are fetched because of this call, or would be.", examples = "1")
        int requested,

        @Schema(description = "How many orders this call looked at.", examples = "50")
        int looked,

        @Schema(description = "Whether there are more: ask again with next as cursor.")
        boolean more,

        @Schema(description = "The cursor of the rest, with the same filters.")
        Optional<String> next) {

    /** One order. */
    @Schema(name = "RedrivenOrder", description = "One order that is, or would be, fetched again.")
    record Redriven(
            @Schema(description = "Our id of the order.") UUID id,

            @Schema(description = "The clinic's account number.", examples = "104233")
            String account,

            @Schema(description = "The prescription's id at the vendor.")
            String rxId,

            @Schema(description = "Where it was with us: parked, waiting or ready.", examples = "parked")
            String state,

            @Schema(
                    description = "Why its last attempt failed, while it did: class and reason.",
                    examples = "permanent: transfer: too large")
            Optional<String> failure,

            @Schema(description = "When the vendor last notified us.")
            Optional<Instant> notifiedAt,

            @Schema(
                    description =
                            "Whether it is fetched because of this call, or would be after a preview; false: it was due, or was being"
                                    + " fetched, anyway.")
            boolean requested) {

        static Redriven of(Redrivable order) {
            return new Redriven(
                    order.id(),
                    order.account().value(),
                    order.rxId().value(),
                    order.state().wire(),
                    order.failure(),
                    order.notifiedAt(),
                    !order.due());
        }
    }

    static RedriveAnswer of(RedrivePage page) {
        List<Redriven> orders = page.orders().stream().map(Redriven::of).toList();
        int requested =
                Math.toIntExact(orders.stream().filter(Redriven::requested).count());
        return new RedriveAnswer(
                orders,
                requested,
                page.looked(),
                page.next().isPresent(),
                page.next().map(Cursor::encoded));
    }
}
