package dev.scanrelay.operate;

import dev.scanrelay.operate.Api.Result;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/** {@code orders} lists those that need help: parked, or waiting for another attempt. */
public final class OrdersCommand {

    private static final Map<String, String> FILTERS = Map.of(
            "--account",
            "account",
            "--failure",
            "failure",
            "--notified-since",
            "notifiedSince",
            "--from",
            "from",
            "--to",
            "to");
    private static final Set<String> STATES = Set.of("parked", "waiting");
    private static final String USAGE = """
            orders parked|waiting [--account N] [--failure CLASS] [--notified-since TIME] [--from TIME] [--to TIME]
              lists orders that were given up (parked), or that are still to be fetched (waiting), newest first; changes nothing
              --account         of one clinic
              --failure         with this class of the last failure, what stands before the colon: permanent, refused, transient, ...
              --notified-since  last notified by Align at this time or later, such as 2026-03-01T06:00:00Z or 2026-03-01
              --from, --to      first scanned or heard of in this time; --to is exclusive
            Next: `why ORDER` says what to do about one, `redrive ORDER` has it fetched again. It needs:
            """ + Api.SETTINGS + "\nThe scope is orders:read. " + Command.EXIT_CODES;

    private OrdersCommand() {}

    /**
     * Runs the command with the settings of the process.
     *
     * @param arguments what follows {@code orders} on the command line
     * @return the exit code
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        return Command.run(task(arguments, out, err), USAGE, err);
    }

    static Optional<ToIntFunction<Api>> task(List<String> arguments, PrintStream out, PrintStream err) {
        return Arguments.read(arguments, FILTERS.keySet(), Set.of())
                .flatMap(read -> read.only(1)
                        .filter(STATES::contains)
                        .map(state -> api -> list(api, query(state, read), out, err)));
    }

    private static Map<String, String> query(String state, Arguments read) {
        Map<String, String> query = new HashMap<>(Map.of("state", state, "limit", "200"));
        read.options().forEach((option, value) -> query.put(FILTERS.getOrDefault(option, option), value));
        return query;
    }

    private static int list(Api api, Map<String, String> query, PrintStream out, PrintStream err) {
        OrderPages pages = new OrderPages(out, err);
        Result result = pages.print(
                (cursor, expected) -> {
                    cursor.ifPresent(at -> query.put("cursor", at));
                    return api.get("orders", query, expected);
                },
                page -> {});
        return Command.ended(
                result,
                err,
                done -> Command.say(Command.OK, pages.orders() == 1 ? "1 order." : pages.orders() + " orders.", err));
    }
}
