package dev.scanrelay.push;

import dev.scanrelay.order.TimeText;
import dev.scanrelay.problem.Problems;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which events to deliver, and how. */
@Schema(name = "DeliveryReplay")
record ReplayAsk(
        @Schema(
                required = true,
                description = "missed: what was never handed out to this endpoint, as if it had been."
                        + " all: everything once more, marked with the header webhook-replay: true.",
                examples = "all")
        Optional<@Pattern(regexp = "missed|all", message = "must be missed or all") String> what,

        @Schema(
                required = true,
                description = "Announced at this time or later; a date is its first moment in UTC.",
                examples = "2026-03-01")
        Optional<String> from,

        @Schema(required = true, description = "And before this time.", examples = "2026-03-02")
        Optional<String> until,

        @Schema(description = "To go on with: the replay of the answer before. Only for all.")
        Optional<UUID> replay,

        @Schema(description = "To go on with: the next of the answer before.")
        Optional<@Min(0) Long> after,

        @Schema(description = "Events of this page, 1 to 1000; 1000 if left out.") @Min(1) @Max(1000) @Nullable Integer limit) {

    boolean isAll() {
        return what.orElseThrow(() -> Problems.invalid("what is needed: missed or all."))
                .equals("all");
    }

    Instant start() {
        return time("from", from);
    }

    Instant end() {
        Instant end = time("until", until);
        if (!start().isBefore(end)) {
            throw Problems.invalid("until has to be later than from.");
        }
        return end;
    }

    int most() {
        return limit == null ? 1000 : limit;
    }

    private static Instant time(String name, Optional<String> written) {
        return written.flatMap(TimeText::read)
                .map(at -> at.truncatedTo(ChronoUnit.MICROS))
                .orElseThrow(() -> Problems.invalid(name + " " + TimeText.RULE + "."));
    }
}
