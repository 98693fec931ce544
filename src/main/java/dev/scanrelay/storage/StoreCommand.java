package dev.scanrelay.storage;

import dev.scanrelay.database.Jdbc;
import dev.scanrelay.startup.SettingProblem;
import dev.scanrelay.transfer.ObjectStore;
import dev.scanrelay.transfer.StoreAccess;
import dev.scanrelay.transfer.StoreException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** {@code store} looks after the object store: moves it, compares it with the catalogue, rebuilds the catalogue from it. */
public final class StoreCommand {

    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int MISUSE = 2;
    private static final String USAGE = """
            store migrate [--account ID] [--remove [--left-for DURATION]]
              copies what is in other stores or buckets to where new objects go (scanrelay.store.*), compares, and lets the catalogue
              name the copies. It may be stopped, run again, and run several times at once, beside the service.
              --remove    then removes what was left in the old place, once the copy was read again and is right
              --left-for  only what was left so long ago, such as PT1H (the default): at least as long as downloads last and links
                          live (scanrelay.orders.link-life)
            store verify [--account ID] [--digests]
              looks for every object of the catalogue: there, as long as it should be, manifests right
              --digests   reads every byte and compares the digests
            store rebuild-catalogue [--account ID]
              adds to the database what manifests in the stores tell and it lacks: orders, revisions, artifacts. What is there is
              left as it is, and nothing is announced. Stop the service first. Names can't be restored; redrive brings them back.
            --account ID  one account's orders alone
            It needs the settings of the database (quarkus.datasource.jdbc.url, ...) and of the stores (scanrelay.store.*,
            scanrelay.stores.*). What is wrong is told in a line each, with the order's id; progress goes to standard error.
            Exit code 0: all is well, 1: something is wrong or was not reached, 2: misuse.""";

    private StoreCommand() {}

    /**
     * Runs the command with the settings of the process.
     *
     * @param arguments what follows {@code store} on the command line
     * @return the exit code
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        return run(arguments, ConfigProvider.getConfig(), out, err);
    }

    static int run(List<String> arguments, Config config, PrintStream out, PrintStream err) {
        Optional<Ask> ask = Ask.read(arguments);
        if (ask.isEmpty()) {
            return say(MISUSE, USAGE, err);
        }
        return Jdbc.of(config)
                .map(jdbc -> run(task(ask.get(), out, err), jdbc, config, err))
                .orElseGet(() -> say(MISUSE, Jdbc.URL_UNSET, err));
    }

    private static Task task(Ask ask, PrintStream out, PrintStream err) {
        return switch (ask.verb()) {
            case VERIFY ->
                (database, store) -> new Verification(
                                new Tables(database, ask.account()), new Inspection(store, ask.digests()), out, err)
                        .run();
            case MIGRATE -> (database, store) -> migrate(ask, database, store, out, err);
            case REBUILD -> (database, store) -> new Rebuild(database, store, ask.account(), out, err).run();
        };
    }

    private static boolean migrate(Ask ask, Connection database, ObjectStore store, PrintStream out, PrintStream err)
            throws SQLException {
        Probe.refuseOneBucketUnderTwoNames(store);
        OrderLocks locks = new OrderLocks(database);
        boolean moved = new Migration(new Tables(database, ask.account()), locks, store, out, err).run();
        if (ask.leftFor().isEmpty()) {
            return moved;
        }
        boolean removed = new Removal(database, ask.account(), locks, store, out)
                .run(ask.leftFor().get());
        new Prefixes(database, ask.account(), locks, store).follow();
        return moved && removed;
    }

    private static int run(Task task, Jdbc jdbc, Config config, PrintStream err) {
        try (ObjectStore store = StoreAccess.of(config);
                Connection database = jdbc.connect()) {
            return task.run(database, store) ? OK : FAILED;
        } catch (SettingProblem problem) {
            return say(MISUSE, String.valueOf(problem.getMessage()), err);
        } catch (SQLException failure) {
            return say(FAILED, Jdbc.whatToDo(failure), err);
        } catch (StoreException failure) {
            return say(
                    FAILED,
                    "The store failed (" + failure.getMessage() + "). Run this again: what was done is not done twice.",
                    err);
        } catch (InterruptedException toldToEnd) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private static int say(int code, String words, PrintStream to) {
        to.println(words);
        return code;
    }

    /** What is done with both; answers whether all is well. */
    @FunctionalInterface
    private interface Task {
        boolean run(Connection database, ObjectStore store) throws SQLException, InterruptedException;
    }
}
