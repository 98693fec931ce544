package dev.scanrelay.database;

import dev.scanrelay.mounted.LiveSetting;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/** Who we are for the database, asked anew for each connection: a password may be changed while we run. */
@Singleton
class Login {

    private static final String USER = "quarkus.datasource.username";
    private static final String PASSWORD = "quarkus.datasource.password";

    private final Config config;

    Login(Config config) {
        this.config = config;
    }

    @Produces
    @Singleton
    static LiveSetting login() {
        return LiveSetting.matching("quarkus\\.datasource\\.(username|password)");
    }

    SqlConnectOptions now(PgConnectOptions database) {
        PgConnectOptions options = new PgConnectOptions(database);
        config.getOptionalValue(USER, String.class).ifPresent(options::setUser);
        config.getOptionalValue(PASSWORD, String.class).ifPresent(options::setPassword);
        return options;
    }
}
