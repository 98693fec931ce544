package dev.scanrelay.erase;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.scanrelay.problem.Problems;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How long an account's scans are to be kept. */
@Schema(name = "RetentionAsk", description = "How long the account's scans are kept: so many days, or for ever.")
record RetentionAsk(
        @Schema(description = "Days after an order's last change, 1 to 36500.", examples = "3650")
        Optional<Integer> days,

        @Schema(description = "true: for ever, whatever the deployment says.", examples = "false")
        Optional<Boolean> forever) {

    private static final int MOST = 36_500;

    /** What is silently ignored would keep for another time than was meant. */
    @JsonAnySetter
    @SuppressWarnings("DoNotCallSuggester") // Jackson calls it
    void refuse(String name, @Nullable Object value) {
        throw new IllegalArgumentException("a field that is not known here");
    }

    /** Empty: for ever. */
    Optional<Integer> kept() {
        if (days.isPresent() == forever.orElse(false)) {
            throw Problems.invalid("Either days or forever: true is needed, and not both.");
        }
        if (days.filter(number -> number < 1 || number > MOST).isPresent()) {
            throw Problems.invalid("days has to be a number from 1 to 36500.");
        }
        return days;
    }
}
