package dev.scanrelay.operate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scanrelay.operate.Api.Result;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The pages of a list of orders, one after the other, to the last or the first that does not come. */
final class OrderPages {

    private final PrintStream out;
    private final PrintStream err;
    private long orders;

    OrderPages(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** @param ask calls for the page behind a cursor, and takes an answer that is one */
    Result print(BiFunction<Optional<String>, Predicate<JsonNode>, Result> ask, Consumer<JsonNode> each) {
        Optional<String> cursor = Optional.empty();
        while (true) {
            Optional<String> asked = cursor;
            Result result = ask.apply(asked, page -> isPage(page) && goesOn(page, asked));
            if (!(result instanceof Result.Done(JsonNode page))) {
                return result;
            }
            print(page.path("orders"));
            each.accept(page);
            if (!page.path("more").asBoolean()) {
                return result;
            }
            cursor = Optional.of(page.path("next").asText());
        }
    }

    /** How many were printed. */
    long orders() {
        return orders;
    }

    private void print(JsonNode page) {
        if (orders == 0 && !page.isEmpty()) {
            err.println(OrderLine.HEAD);
        }
        page.forEach(order -> out.println(OrderLine.of(order)));
        orders += page.size();
    }

    private static boolean isPage(JsonNode answer) {
        return answer.path("orders").isArray() && answer.path("more").isBoolean();
    }

    /** Else it would be asked for without an end. */
    private static boolean goesOn(JsonNode page, Optional<String> asked) {
        String next = page.path("next").asText();
        return !page.path("more").asBoolean()
                || (!next.isEmpty() && asked.filter(next::equals).isEmpty());
    }
}
