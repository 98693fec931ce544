package dev.scanrelay.security;

import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * {@code admin-key create} makes a key that may do all for its partner and prints it: the only way to the first key. It needs the
 * database's settings and nothing else; the service may run beside it or not.
 */
public final class AdminKeyCommand {

    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int MISUSE = 2;
    private static final String URL = "quarkus.datasource.jdbc.url";
    private static final String NO_SUCH_TABLE = "42P01";
    private static final String NO_SUCH_ROW = "23503";

    private AdminKeyCommand() {}

    /**
     * Runs the command with the settings of the process.
     *
     * @param arguments what follows {@code admin-key} on the command line
     * @return the exit code
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        return AdminKeyOptions.parse(arguments)
                .map(options -> create(options, ConfigProvider.getConfig(), out, err))
                .orElseGet(() -> fail(MISUSE, AdminKeyOptions.USAGE, err));
    }

    private static int create(AdminKeyOptions options, Config config, PrintStream out, PrintStream err) {
        return config.getOptionalValue(URL, String.class)
                .map(url -> create(options, KeyTable.at(url, config), Clock.systemUTC(), out, err))
                .orElseGet(() -> fail(MISUSE, "Set " + URL + ", for example jdbc:postgresql://host/scanrelay.", err));
    }

    private static int create(AdminKeyOptions options, KeyTable table, Clock clock, PrintStream out, PrintStream err) {
        KeyToken token = KeyToken.random();
        try {
            table.add(options.key(token, clock.instant()));
        } catch (SQLException failure) {
            return fail(FAILED, whatToDo(failure, options), err);
        }
        err.println("This key is shown once. Send it as Authorization: Bearer <key>.");
        out.println(token.written().reveal());
        return OK;
    }

    private static String whatToDo(SQLException failure, AdminKeyOptions options) {
        return switch (failure.getSQLState()) {
            case NO_SUCH_TABLE -> "The database has no tables yet. Start the service once, then run this again.";
            case NO_SUCH_ROW -> "There is no partner " + options.partner() + ".";
            case null, default ->
                "The database can't be used (SQL state " + failure.getSQLState() + "). Check " + URL
                        + ", quarkus.datasource.username and quarkus.datasource.password.";
        };
    }

    private static int fail(int code, String message, PrintStream err) {
        err.println(message);
        return code;
    }
}
