package dev.scanrelay.push;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How an endpoint is doing. */
@Schema(name = "EndpointStatistics")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record StatisticsView(
        @Schema(description = "What was counted from: later than asked for where there are more than 50,000 attempts.")
        Instant since,

        @Schema(description = "Attempts since then, by outcome.", examples = "{\"delivered\":4211,\"status-503\":3}")
        Map<String, Long> attempts,

        @Schema(description = "Those of the last hour, by outcome.", examples = "{\"delivered\":180}")
        Map<String, Long> attemptsInLastHour,

        @Schema(description = "How long half of these attempts took at most.", examples = "84")
        Optional<Integer> p50Ms,

        @Schema(description = "How long 99 of 100 took at most.", examples = "920")
        Optional<Integer> p99Ms,

        @Schema(description = "Absent: none was since then.")
        Optional<Instant> lastDeliveredAt,

        @Schema(description = "Events that are not delivered yet; 50000 stands for so many or more.", examples = "0")
        long undelivered,

        @Schema(description = "Since when the oldest of those counted waits.")
        Optional<Instant> undeliveredSince,

        @Schema(description = "Present: one event is tried alone until it answers.")
        Optional<Instant> failingSince,

        @Schema(description = "Present while it fails: from then on the next attempt that fails disables it.")
        Optional<Instant> disabledFrom) {}
