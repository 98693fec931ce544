package dev.scanrelay.order;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.problem.Problems;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A search for what must not stand in a URL. It does not print what is searched for. */
@Schema(description = "A search for what must not stand in a URL.")
record ChartSearch(
        @Schema(
                required = true,
                description = "Matched whole, without regard to case and surrounding blanks.",
                examples = "CH-4711")
        @JsonProperty("chartNumber")
        Optional<String> chartNumber,

        @Schema(
                description =
                        "stored, or align for what the vendor has now; account is needed then. stored if left out.",
                examples = "stored")
        Optional<String> source,

        @Schema(examples = "104233") Optional<String> account,
        @Schema(examples = "50") Optional<Integer> limit,
        Optional<String> cursor) {

    /** Whether what the vendor has now is asked for, and not what is stored. */
    boolean asksTheVendor() {
        return source.map(ChartSearch::source).orElse(ListSource.STORED) == ListSource.ALIGN;
    }

    LiveQuery liveQuery(PartnerId partner) {
        return new LiveQuery(
                partner,
                account.map(ChartSearch::account)
                        .orElseThrow(() -> Problems.invalid("account is needed with source=align.")),
                Optional.empty(),
                Optional.empty(),
                Optional.of(number()),
                cursor.map(ChartSearch::liveCursor),
                limit.map(ChartSearch::limit).orElse(OrderQuery.USUAL_LIMIT));
    }

    OrderQuery query() {
        return new OrderQuery(
                account.map(ChartSearch::account),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(number()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                cursor.map(ChartSearch::cursor),
                limit.map(ChartSearch::limit).orElse(OrderQuery.USUAL_LIMIT));
    }

    private String number() {
        return chartNumber
                .flatMap(Parameters::readText)
                .orElseThrow(() -> Problems.invalid("chartNumber has to be 1 to 200 characters."));
    }

    private static ListSource source(String written) {
        return ListSource.of(written).orElseThrow(() -> Problems.invalid("source " + ListSource.RULE + "."));
    }

    private static String liveCursor(String written) {
        return Parameters.readText(written, Parameters.LONGEST_CURSOR)
                .orElseThrow(() -> Problems.invalid("cursor has to be the next of an earlier answer."));
    }

    private static AccountId account(String written) {
        try {
            return new AccountId(written);
        } catch (IllegalArgumentException wrongForm) {
            throw Problems.invalid("account has to be an account number.");
        }
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

    @Override
    public String toString() {
        return "ChartSearch[redacted]";
    }
}
