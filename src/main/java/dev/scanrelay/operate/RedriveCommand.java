package dev.scanrelay.operate;

import dev.scanrelay.operate.Api.Result;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;

/** {@code redrive} has orders fetched again: one, or all that filters apply to. */
public final class RedriveCommand {

    private static final Map<String, String> FILTERS = Map.of(
            "--account",
            "account",
            "--state",
            "state",
            "--failure",
            "failure",
            "--notified-since",
            "notifiedSince",
            "--from",
            "from",
            "--to",
            "to");
    private static final String PREVIEW = "--preview";
    private static final int PAGE = 200;
    private static final String USAGE = """
            redrive ORDER
            redrive all [--account N] [--state STATE] [--failure CLASS] [--notified-since TIME] [--from TIME] [--to TIME] [--preview]
              has one order, or all that the filters apply to, fetched from Align again, behind everything that clinics scan now
              ORDER             our id of it, as `orders` and `why` tell it
              --account         of one clinic
              --state           parked (default): given up; waiting: due later; ready: stored, looked at once more; any: all of them
              --failure         with this class of the last failure, what stands before the colon: permanent, refused, transient, ...
              --notified-since  last notified by Align at this time or later, such as 2026-03-01T06:00:00Z or 2026-03-01
              --from, --to      first scanned or heard of in this time; --to is exclusive
              --preview         shows which, and changes nothing
            It may be run again at any time, also after it broke off: what is on its way is left alone, and what is the same as
            before is not announced again. It needs:
            """ + Api.SETTINGS + "\nThe scope is orders:write. " + Command.EXIT_CODES;

    private RedriveCommand() {}

    /**
     * Runs the command with the settings of the process.
     *
     * @param arguments what follows {@code redrive} on the command line
     * @return the exit code
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        return Command.run(task(arguments, out, err), USAGE, err);
    }

    static Optional<ToIntFunction<Api>> task(List<String> arguments, PrintStream out, PrintStream err) {
        return Arguments.read(arguments, FILTERS.keySet(), Set.of(PREVIEW))
                .flatMap(read -> read.only(1)
                        .flatMap(word -> word.equals("all") ? many(read, out, err) : one(word, read, out, err)));
    }

    private static Optional<ToIntFunction<Api>> one(String order, Arguments read, PrintStream out, PrintStream err) {
        if (!read.options().isEmpty() || !read.flags().isEmpty()) {
            return Optional.empty();
        }
        String path = "orders/" + Api.encoded(order) + "/redrive";
        return Optional.of(api -> Command.ended(
                api.post(path, Map.of(), answer -> answer.path("requested").isBoolean()), err, done -> {
                    err.println(OrderLine.HEAD);
                    out.println(OrderLine.of(done.answer()));
                    boolean requested = done.answer().path("requested").asBoolean();
                    err.println(requested ? "It is fetched again." : "It was on its way already.");
                    return Command.OK;
                }));
    }

    private static Optional<ToIntFunction<Api>> many(Arguments read, PrintStream out, PrintStream err) {
        Map<String, Object> ask = new HashMap<>(Map.of("limit", PAGE));
        read.options().forEach((option, value) -> ask.put(FILTERS.getOrDefault(option, option), value));
        return Optional.of(api -> many(api, read.flags().contains(PREVIEW), ask, out, err));
    }

    private static int many(Api api, boolean preview, Map<String, Object> ask, PrintStream out, PrintStream err) {
        String path = preview ? "orders/redrive/preview" : "orders/redrive";
        OrderPages pages = new OrderPages(out, err);
        AtomicLong requested = new AtomicLong();
        Result result = pages.print(
                (cursor, expected) -> {
                    cursor.ifPresent(at -> ask.put("cursor", at));
                    return api.post(path, ask, expected);
                },
                page -> requested.addAndGet(page.path("requested").asLong()));
        if (result instanceof Result.Done || pages.orders() > 0) {
            tell(preview, pages.orders(), requested.get(), err);
        }
        return Command.ended(result, err, done -> Command.OK);
    }

    private static void tell(boolean preview, long taken, long requested, PrintStream err) {
        String fetched = preview ? "would be fetched again" : "fetched again";
        err.println("Orders " + fetched + ": " + requested + ". On their way already: " + (taken - requested) + ".");
    }
}
