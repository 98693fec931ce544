package dev.scanrelay.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/** {@code republish} sends announced events once more, for a topic that was lost or a consumer that is new. */
public final class RepublishCommand {

    private static final Map<String, String> OPTIONS =
            Map.of("--topic", "topic", "--from", "from", "--to", "to", "--account", "account");
    private static final String PATH = "republications";
    private static final String FORM = "%-36s  %-8s  %9s  %9s  %s";
    private static final String HEAD = FORM.formatted("republication", "state", "sent", "left", "topic");
    private static final String USAGE = """
            republish start --topic TOPIC --from TIME [--to TIME] [--account N]
            republish list
            republish show ID
            republish stop ID
              start  sends the events that were announced in a time once more, with the same ids and content, behind every new event
              list   the latest 100
              show   how far one is: left is how many announced events are still to be looked through
              stop   ends one; what was sent stays sent
              --topic     exists, and is one that scanrelay.republish gives to this partner
              --from      announced at this time or later, such as 2026-03-01T06:00:00Z or 2026-03-01
              --to        and before this time (default: up to now)
              --account   of one clinic (default: all of the partner's)
            It goes on by itself once it is started, also when processes are restarted. Consumers tell by the ids what they have.
            It needs:
            """ + Api.SETTINGS + "\nThe scope is admin. " + Command.EXIT_CODES;

    private static final String MAY_RUN =
            "It may have begun. Look at `republish list` before you run this again: one that has ended would send all again.";

    private RepublishCommand() {}

    /**
     * Runs the command with the settings of the process.
     *
     * @param arguments what follows {@code republish} on the command line
     * @return the exit code
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        return Command.run(task(arguments, out, err), USAGE, err);
    }

    static Optional<ToIntFunction<Api>> task(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.isEmpty()) {
            return Optional.empty();
        }
        return Arguments.read(arguments.subList(1, arguments.size()), OPTIONS.keySet(), Set.of())
                .flatMap(read -> switch (arguments.getFirst()) {
                    case "start" -> start(read, out, err);
                    case "list" -> list(read, out, err);
                    case "show" -> show(read, out, err);
                    case "stop" -> stop(read, err);
                    default -> Optional.empty();
                });
    }

    private static Optional<ToIntFunction<Api>> start(Arguments read, PrintStream out, PrintStream err) {
        if (!read.plain().isEmpty() || !read.options().keySet().containsAll(Set.of("--topic", "--from"))) {
            return Optional.empty();
        }
        Map<String, String> ask = new HashMap<>();
        read.options().forEach((option, value) -> ask.put(OPTIONS.getOrDefault(option, option), value));
        return Optional.of(api -> Command.ended(api.post(PATH, ask, RepublishCommand::isOne), MAY_RUN, err, done -> {
            String id = Api.printable(done.answer().path("id").asText());
            out.println(id);
            err.println("Started. See how far it is: republish show " + id);
            return Command.OK;
        }));
    }

    private static Optional<ToIntFunction<Api>> list(Arguments read, PrintStream out, PrintStream err) {
        if (!read.plain().isEmpty() || !read.options().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(api -> Command.ended(api.get(PATH, Map.of(), RepublishCommand::areMany), err, done -> {
            err.println(HEAD);
            done.answer().path("republications").forEach(one -> out.println(line(one)));
            return Command.OK;
        }));
    }

    private static Optional<ToIntFunction<Api>> show(Arguments read, PrintStream out, PrintStream err) {
        return named(read)
                .map(id ->
                        api -> Command.ended(api.get(PATH + "/" + id, Map.of(), RepublishCommand::isOne), err, done -> {
                            err.println(HEAD);
                            out.println(line(done.answer()));
                            return Command.OK;
                        }));
    }

    private static Optional<ToIntFunction<Api>> stop(Arguments read, PrintStream err) {
        return named(read)
                .map(id -> api -> Command.ended(api.delete(PATH + "/" + id), err, done -> {
                    err.println("It runs no more.");
                    return Command.OK;
                }));
    }

    private static Optional<String> named(Arguments read) {
        return read.only(1).filter(id -> read.options().isEmpty()).map(Api::encoded);
    }

    private static boolean isOne(JsonNode answer) {
        return answer.path("id").isTextual() && answer.path("state").isTextual();
    }

    private static boolean areMany(JsonNode answer) {
        return answer.path("republications").isArray();
    }

    private static String line(JsonNode one) {
        String failure = one.path("failure").asText("");
        return Api.printable(FORM.formatted(
                one.path("id").asText(),
                one.path("state").asText(),
                one.path("sent").asText(),
                one.path("left").asText(),
                one.path("topic").asText() + (failure.isEmpty() ? "" : " (" + failure + ")")));
    }
}
