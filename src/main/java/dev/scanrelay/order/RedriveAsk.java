package dev.scanrelay.order;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.problem.Problems;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which orders to fetch again. */
@Schema(description = "Which orders to fetch again: all that everything given applies to. Without state: parked ones.")
record RedriveAsk(
        @Schema(description = "One account; none: all that the key may see.", examples = "104233")
        Optional<String> account,

        @Schema(description = "parked, waiting, ready or any of them; parked if left out.", examples = "parked")
        Optional<String> state,

        @Schema(
                description = "The class of the last failure: what stands before the colon in an order's failure.",
                examples = "permanent")
        Optional<String> failure,

        @Schema(description = "Last notified at this time or later.", examples = "2026-03-01T06:00:00Z")
        Optional<String> notifiedSince,

        @Schema(
                description =
                        "First scanned, or first heard of, at this time or later; a date is its first moment in UTC.",
                examples = "2026-03-01")
        Optional<String> from,

        @Schema(description = "And before this time.", examples = "2026-04-01")
        Optional<String> to,

        @Schema(description = "How many orders to look at in this call, 1 to 200; 50 if left out.", examples = "200")
        Optional<Integer> limit,

        @Schema(description = "The next of the answer before, with the same filters.")
        Optional<String> cursor) {

    private static final String ANY = "any";

    /** What it says, once it makes sense. */
    record Meant(OrderQuery query, Optional<String> failure, Optional<Instant> notifiedSince) {

        boolean includes(Redrivable order) {
            return !order.hasNoScan()
                    && failure.stream().allMatch(order::failedWith)
                    && notifiedSince.stream().allMatch(order::notifiedSince);
        }
    }

    /** A filter that is silently ignored would redrive more than was asked for. */
    @JsonAnySetter
    @SuppressWarnings("DoNotCallSuggester") // Jackson calls it
    void refuse(String name, @Nullable Object value) {
        throw new IllegalArgumentException("a field that is not known here");
    }

    Meant meant() {
        OrderQuery query = new OrderQuery(
                account.map(RedriveAsk::account),
                from.map(written -> time("from", written)),
                to.map(written -> time("to", written)),
                Optional.empty(),
                state.filter(ANY::equals).isPresent()
                        ? Optional.empty()
                        : Optional.of(state.map(RedriveAsk::state).orElse(OrderState.PARKED)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                cursor.map(RedriveAsk::cursor),
                limit.map(RedriveAsk::limit).orElse(OrderQuery.USUAL_LIMIT));
        return new Meant(
                query, failure.map(RedriveAsk::failure), notifiedSince.map(written -> time("notifiedSince", written)));
    }

    private static AccountId account(String written) {
        try {
            return new AccountId(written);
        } catch (IllegalArgumentException wrongForm) {
            throw Problems.invalid("account has to be an account number.");
        }
    }

    private static OrderState state(String written) {
        return OrderState.of(written)
                .filter(state -> state == OrderState.PARKED || state == OrderState.WAITING || state == OrderState.READY)
                .orElseThrow(() -> Problems.invalid("state has to be parked, waiting, ready or any."));
    }

    private static String failure(String written) {
        return Parameters.readFailure(written)
                .orElseThrow(() -> Problems.invalid("failure " + Parameters.FAILURE_RULE + "."));
    }

    private static Instant time(String name, String written) {
        return TimeText.read(written).orElseThrow(() -> Problems.invalid(name + " " + TimeText.RULE + "."));
    }

    private static Cursor cursor(String written) {
        return Cursor.decode(written)
                .filter(at -> at.order() == Cursor.Order.NEWEST)
                .orElseThrow(() -> Problems.invalid("cursor has to be the next of an earlier answer."));
    }

    private static int limit(int wanted) {
        return Parameters.readLimit(Integer.toString(wanted))
                .orElseThrow(
                        () -> Problems.invalid("limit has to be a number from 1 to " + OrderQuery.LARGEST_LIMIT + "."));
    }
}
