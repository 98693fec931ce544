package dev.scanrelay.audit;

import dev.scanrelay.database.Jdbc;
import dev.scanrelay.secret.Signatures;
import dev.scanrelay.startup.SettingProblem;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * {@code audit verify} recomputes the chain and says in one line whether it is intact, {@code audit heads} prints its signed heads.
 * They need the settings of the database and of the keyset; the service may run beside them or not.
 */
public final class AuditCommand {

    private static final int OK = 0;
    private static final int BROKEN = 1;
    private static final int UNCHECKED = 2;
    private static final String USAGE = """
            audit verify [--heads FILE]   say whether the audit record is what was recorded
            audit heads                   print the signed heads, one in a line
              --heads  heads that were kept outside of the database, as `audit heads` or the topic gave them
            Exit code 0: intact, 1: not, 2: it could not be checked.""";

    private AuditCommand() {}

    /**
     * Runs the command with the settings of the process.
     *
     * @param arguments what follows {@code audit} on the command line
     * @return the exit code
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        Config config = ConfigProvider.getConfig();
        Optional<Task> task = task(arguments, config);
        if (task.isEmpty()) {
            return fail(USAGE, err);
        }
        return Jdbc.of(config).map(jdbc -> run(task.get(), jdbc, out, err)).orElseGet(() -> fail(Jdbc.URL_UNSET, err));
    }

    private interface Task {
        int run(Verification chain, PrintStream out, PrintStream err) throws SQLException, IOException;
    }

    private static Optional<Task> task(List<String> arguments, Config config) {
        if (arguments.equals(List.of("heads"))) {
            return Optional.of(AuditCommand::heads);
        }
        if (arguments.equals(List.of("verify"))) {
            return Optional.of((chain, out, err) -> verify(chain, config, List.of(), out, err));
        }
        return arguments.size() == 3 && arguments.subList(0, 2).equals(List.of("verify", "--heads"))
                ? Optional.of((chain, out, err) -> verify(chain, config, Path.of(arguments.get(2)), out, err))
                : Optional.empty();
    }

    private static int run(Task task, Jdbc jdbc, PrintStream out, PrintStream err) {
        try (Connection database = jdbc.connect()) {
            database.setReadOnly(true);
            database.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ); // the chain grows meanwhile
            database.setAutoCommit(false); // else the driver would fetch all rows at once
            return task.run(new Verification(database), out, err);
        } catch (SQLException failure) {
            return fail(Jdbc.whatToDo(failure), err);
        } catch (SettingProblem setting) {
            return fail(String.valueOf(setting.getMessage()), err);
        } catch (IOException unreadable) {
            return fail("The file with the heads can't be read.", err);
        }
    }

    private static int heads(Verification chain, PrintStream out, PrintStream err) throws SQLException {
        chain.heads(head -> out.println(head.json()));
        return OK;
    }

    private static int verify(Verification chain, Config config, Path file, PrintStream out, PrintStream err)
            throws SQLException, IOException {
        List<Head> kept = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int line = 0; line < lines.size(); line++) {
            if (!lines.get(line).isBlank()) {
                Optional<Head> head = Head.parse(lines.get(line));
                if (head.isEmpty()) {
                    return fail("Line " + (line + 1) + " of the file is no head.", err);
                }
                kept.add(head.get());
            }
        }
        return verify(chain, config, kept, out, err);
    }

    private static int verify(Verification chain, Config config, List<Head> kept, PrintStream out, PrintStream err)
            throws SQLException {
        Verdict verdict = chain.run(Signatures.of(config), kept);
        (verdict.kind() == Verdict.Kind.INTACT ? out : err).println(verdict.line());
        return switch (verdict.kind()) {
            case INTACT -> OK;
            case BROKEN -> BROKEN;
            case UNCHECKED -> UNCHECKED;
        };
    }

    private static int fail(String message, PrintStream err) {
        err.println(message);
        return UNCHECKED;
    }
}
