package dev.scanrelay.why;

import dev.scanrelay.database.Jdbc;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/** {@code why} says in one sentence where a scan is. It needs the database's settings alone; the service may run beside it or not. */
public final class WhyCommand {

    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int MISUSE = 2;
    private static final String USAGE = """
            why ID [--partner ID]
              ID         an RxID in any spelling, or our id of an order
              --partner  whose (default: default)
            Exit code 0: told, also of a scan that is not known, 1: it could not be looked up, 2: misuse.""";

    private WhyCommand() {}

    private record Question(PartnerId partner, RxId wanted) {}

    /**
     * Runs the command with the settings of the process.
     *
     * @param arguments what follows {@code why} on the command line
     * @return the exit code
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        Optional<Question> question = question(arguments);
        if (question.isEmpty()) {
            return fail(MISUSE, USAGE, err);
        }
        return Jdbc.of(ConfigProvider.getConfig())
                .map(jdbc -> answer(question.get(), jdbc, out, err))
                .orElseGet(() -> fail(MISUSE, Jdbc.URL_UNSET, err));
    }

    private static Optional<Question> question(List<String> arguments) {
        boolean named = arguments.size() == 3 && arguments.get(1).equals("--partner");
        if (arguments.size() != 1 && !named) {
            return Optional.empty();
        }
        try {
            PartnerId partner = named ? new PartnerId(arguments.get(2)) : PartnerId.DEFAULT;
            return Optional.of(new Question(partner, new RxId(arguments.getFirst()))); // an order's id is a GUID too
        } catch (IllegalArgumentException wrongForm) {
            return Optional.empty();
        }
    }

    private static int answer(Question question, Jdbc jdbc, PrintStream out, PrintStream err) {
        Instant now = Clock.systemUTC().instant();
        try (Connection database = jdbc.connect()) {
            database.setReadOnly(true);
            Lookup lookup = new Lookup(database, question.partner());
            List<Facts> found = lookup.orders(question.wanted());
            if (found.isEmpty()) {
                out.println(Explainer.ofUnknown(lookup.reach(), now).sentence());
            }
            found.forEach(facts -> out.println((found.size() > 1 ? "Account " + facts.accountId() + ": " : "")
                    + Explainer.of(facts, now).sentence()));
            return OK;
        } catch (SQLException failure) {
            return fail(FAILED, Jdbc.whatToDo(failure), err);
        }
    }

    private static int fail(int code, String message, PrintStream err) {
        err.println(message);
        return code;
    }
}
