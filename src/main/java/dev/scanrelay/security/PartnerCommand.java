package dev.scanrelay.security;

import dev.scanrelay.database.Jdbc;
import dev.scanrelay.id.PartnerId;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;

/** {@code partner add} makes a partner, {@code partner list} shows all. Like {@code admin-key} it needs the database alone. */
public final class PartnerCommand {

    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int MISUSE = 2;
    private static final int LONGEST_NAME = 200;
    private static final String USAGE = """
            partner add --id ID [--name NAME]
            partner list
              --id     1 to 32 lower-case letters, digits or -; it can't be changed later
              --name   for people to read (default: the id)""";

    private PartnerCommand() {}

    /**
     * Runs the command with the settings of the process.
     *
     * @param arguments what follows {@code partner} on the command line
     * @return the exit code
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        Optional<Task> task = task(arguments);
        if (task.isEmpty()) {
            return fail(MISUSE, USAGE, err);
        }
        Optional<Tables> tables = Tables.of(ConfigProvider.getConfig());
        if (tables.isEmpty()) {
            return fail(MISUSE, Jdbc.URL_UNSET, err);
        }
        try {
            return task.get().run(tables.get(), out, err);
        } catch (SQLException failure) {
            return fail(FAILED, Jdbc.whatToDo(failure), err);
        }
    }

    private interface Task {
        int run(Tables tables, PrintStream out, PrintStream err) throws SQLException;
    }

    private static Optional<Task> task(List<String> arguments) {
        if (arguments.equals(List.of("list"))) {
            return Optional.of(PartnerCommand::list);
        }
        if (arguments.isEmpty() || !arguments.getFirst().equals("add")) {
            return Optional.empty();
        }
        return Options.read(arguments.subList(1, arguments.size()), Set.of("--id", "--name"))
                .flatMap(PartnerCommand::partner)
                .map(partner -> (tables, out, err) -> add(partner, tables, out, err));
    }

    private static Optional<Tables.Partner> partner(Map<String, String> options) {
        try {
            String id = options.getOrDefault("--id", "");
            String name = options.getOrDefault("--name", id);
            boolean readable = !name.isBlank()
                    && name.length() <= LONGEST_NAME
                    && name.chars().noneMatch(Character::isISOControl);
            return readable ? Optional.of(new Tables.Partner(new PartnerId(id), name)) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static int add(Tables.Partner partner, Tables tables, PrintStream out, PrintStream err)
            throws SQLException {
        if (!tables.add(partner)) {
            return fail(FAILED, "There is a partner " + partner.id() + " already; it was left as it is.", err);
        }
        out.println(partner.id());
        err.println("Next: its Align client, scanrelay.itero.clients." + partner.id()
                + ".*, and its first key, admin-key create --partner " + partner.id());
        return OK;
    }

    private static int list(Tables tables, PrintStream out, PrintStream err) throws SQLException {
        tables.partners().forEach(partner -> out.println(partner.id() + "\t" + partner.name()));
        return OK;
    }

    private static int fail(int code, String message, PrintStream err) {
        err.println(message);
        return code;
    }
}
