package dev.scanrelay.republish;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.scanrelay.event.Republication.Ask;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.order.TimeText;
import dev.scanrelay.problem.Problems;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What to republish, and where. */
@Schema(description = "What to republish, and where.")
record RepublicationAsk(
        @Schema(
                required = true,
                description = "A topic that exists, and that this partner may republish into.",
                examples = "orders.v1")
        @JsonProperty("topic")
        Optional<String> topic,

        @Schema(
                required = true,
                description = "Announced at this time or later; a date is its first moment in UTC.",
                examples = "2026-03-01T06:00:00Z")
        @JsonProperty("from")
        Optional<String> from,

        @Schema(description = "And before this time; up to now if left out.", examples = "2026-03-02")
        Optional<String> to,

        @Schema(description = "One account; all of the partner's if left out.", examples = "104233")
        Optional<String> account) {

    /** What is silently ignored would republish more than was asked for. */
    @JsonAnySetter
    @SuppressWarnings("DoNotCallSuggester") // Jackson calls it
    void refuse(String name, @Nullable Object value) {
        throw new IllegalArgumentException("a field that is not known here");
    }

    Ask meant(PartnerId partner, String by) {
        Instant first =
                from.map(written -> time("from", written)).orElseThrow(() -> Problems.invalid("from is needed."));
        Optional<Instant> end = to.map(written -> time("to", written));
        if (end.filter(it -> !first.isBefore(it)).isPresent()) {
            throw Problems.invalid("to has to be later than from.");
        }
        return new Ask(
                partner,
                account.map(RepublicationAsk::account),
                topic.orElseThrow(() -> Problems.invalid("topic is needed.")),
                first,
                end,
                by);
    }

    private static AccountId account(String written) {
        try {
            return new AccountId(written);
        } catch (IllegalArgumentException wrongForm) {
            throw Problems.invalid("account has to be an account number.");
        }
    }

    private static Instant time(String name, String written) {
        return TimeText.read(written)
                .map(at -> at.truncatedTo(ChronoUnit.MICROS)) // what the database keeps
                .orElseThrow(() -> Problems.invalid(name + " " + TimeText.RULE + "."));
    }
}
