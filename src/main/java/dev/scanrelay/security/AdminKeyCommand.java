package dev.scanrelay.security;

import dev.scanrelay.database.Jdbc;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * {@code admin-key create} makes a key that may do all for its partner and prints it: the only way to the first key. It needs the
 * database's settings and nothing else; the service may run beside it or not.
 */
public final class AdminKeyCommand {

    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int MISUSE = 2;
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
                .map(options -> create(options, out, err))
                .orElseGet(() -> fail(MISUSE, AdminKeyOptions.USAGE, err));
    }

    private static int create(AdminKeyOptions options, PrintStream out, PrintStream err) {
        return Tables.of(ConfigProvider.getConfig())
                .map(tables -> create(options, tables, Clock.systemUTC(), out, err))
                .orElseGet(() -> fail(MISUSE, Jdbc.URL_UNSET, err));
    }

    private static int create(AdminKeyOptions options, Tables tables, Clock clock, PrintStream out, PrintStream err) {
        KeyToken token = KeyToken.random();
        try {
            tables.add(options.key(token, clock.instant()));
        } catch (SQLException failure) {
            return fail(FAILED, whatToDo(failure, options), err);
        }
        err.println("This key is shown once. Send it as Authorization: Bearer <key>.");
        out.println(token.written().reveal());
        return OK;
    }

    private static String whatToDo(SQLException failure, AdminKeyOptions options) {
        return NO_SUCH_ROW.equals(failure.getSQLState())
                ? "There is no partner " + options.partner() + ". Make it with: partner add --id " + options.partner()
                : Jdbc.whatToDo(failure);
    }

    private static int fail(int code, String message, PrintStream err) {
        err.println(message);
        return code;
    }
}
