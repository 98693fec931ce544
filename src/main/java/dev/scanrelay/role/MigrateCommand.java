package dev.scanrelay.role;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * {@code migrate}: brings the tables up to date, by the same start as the service has, and ends. Safe to repeat, and while processes of the
 * version before serve.
 */
public final class MigrateCommand implements QuarkusApplication {

    private static final Logger LOG = Logger.getLogger(MigrateCommand.class);

    private static final Map<String, String> ALONE = Map.of(
            RoleDefaults.SETTING,
            Roles.NONE,
            "scanrelay.database.migrate",
            "true",
            "quarkus.http.host-enabled",
            "false");

    MigrateCommand() {}

    /** Ends the process: 0 when the tables are up to date. */
    public static void run() {
        ALONE.forEach(System::setProperty);
        Quarkus.run(MigrateCommand.class);
    }

    @Override
    public int run(String... arguments) {
        LOG.info("The database has the tables of this version");
        return 0;
    }
}
