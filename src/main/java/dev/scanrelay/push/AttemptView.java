package dev.scanrelay.push;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One attempt of a delivery. */
@Schema(name = "DeliveryAttempt")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record AttemptView(
        @Schema(description = "When it ended.") Instant at,

        @Schema(
                description =
                        "delivered, status-500 and the like, timed-out, no-connection, no-address, tls, broken-off, gone, asked or dropped.",
                examples = "status-503")
        String outcome,

        @Schema(description = "Absent: there was no answer.", examples = "503")
        Optional<Integer> status,

        @Schema(description = "In milliseconds.", examples = "212")
        int tookMs,

        @Schema(description = "The beginning of the answer's body, at most 4 KiB.")
        Optional<String> answer,

        @Schema(description = "As it was planned then. Absent: it was the last.")
        Optional<Instant> nextAttemptAt) {

    /** An answer may hold anything. */
    @Override
    public String toString() {
        return "AttemptView[" + outcome + "]";
    }
}
