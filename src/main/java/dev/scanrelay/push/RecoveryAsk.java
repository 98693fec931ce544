package dev.scanrelay.push;

import dev.scanrelay.order.TimeText;
import dev.scanrelay.problem.Problems;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What to recover. */
@Schema(name = "DeliveryRecovery")
record RecoveryAsk(
        @Schema(
                required = true,
                description = "Given up or dropped at this time or later; a date is its first moment in UTC.",
                examples = "2026-03-01T06:00:00Z")
        Optional<String> since) {

    Instant from() {
        return since.flatMap(TimeText::read)
                .map(at -> at.truncatedTo(ChronoUnit.MICROS))
                .orElseThrow(() -> Problems.invalid("since " + TimeText.RULE + "."));
    }
}
