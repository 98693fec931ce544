package dev.scanrelay.push;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An event on its way to an endpoint, or what became of it. */
@Schema(name = "Delivery")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record DeliveryView(
        @Schema(examples = "48213") long id,

        @Schema(
                description = "Of the event: the webhook-id of each attempt.",
                examples = "5b3c6a52-2f0e-8f0a-9a39-3a8f0f6f6f10")
        String eventId,

        @Schema(
                description = "The event's kind. Absent: the event is gone, as an erased order's are.",
                examples = "dev.scanrelay.order.ready.v1")
        Optional<String> type,

        @Schema(
                description = "What the event is about, such as orders/ and the order's id. Absent like type.",
                examples = "orders/0b4c2f6e-8a1d-4e57-9b3c-5d6e7f8a9b0c")
        Optional<String> subject,

        @Schema(description = "Of the event in the feed.", examples = "90122")
        long position,

        @Schema(
                description =
                        "waiting: for another event of the same order. due: it is tried, or waits for its next attempt."
                                + " delivered. given-up: after 14 days. dropped: the endpoint did not want it, or the event is gone.",
                examples = "due")
        String state,

        @Schema(description = "That counted, since it was handed out or last asked for.", examples = "2")
        int attempts,

        @Schema(description = "Whether it is part of a replay.")
        boolean replay,

        Instant createdAt,

        @Schema(
                description =
                        "When it is tried next. While the endpoint fails or is disabled: not before it is well again.")
        Optional<Instant> nextAttemptAt,

        @Schema(description = "Absent: it has not ended.") Optional<Instant> endedAt) {}
