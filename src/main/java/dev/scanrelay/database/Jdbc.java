package dev.scanrelay.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.Config;
import org.postgresql.Driver;

/** The database for a command, by plain JDBC: one connection, no pool, no service. */
public record Jdbc(String url, Properties login) {

    private static final String URL = "quarkus.datasource.jdbc.url";
    private static final String CONNECTION_FAILURE = "08006";
    private static final String NO_SUCH_TABLE = "42P01";
    private static final String NO_SUCH_COLUMN = "42703";

    public static final String URL_UNSET = "Set " + URL + ", for example jdbc:postgresql://host/scanrelay.";

    /** Empty if no database is set. */
    public static Optional<Jdbc> of(Config config) {
        return config.getOptionalValue(URL, String.class).map(url -> at(url, config));
    }

    private static Jdbc at(String url, Config config) {
        Properties login = new Properties();
        login.setProperty("connectTimeout", "10");
        config.getOptionalValue("quarkus.datasource.username", String.class)
                .ifPresent(user -> login.setProperty("user", user));
        config.getOptionalValue("quarkus.datasource.password", String.class)
                .ifPresent(password -> login.setProperty("password", password));
        return new Jdbc(url, login);
    }

    public Connection connect() throws SQLException {
        Connection connection = new Driver().connect(url, login);
        if (connection == null) {
            throw new SQLException("not a PostgreSQL URL", "08001");
        }
        return connection;
    }

    /** What an operator can do about a failure. */
    public static String whatToDo(SQLException failure) {
        return switch (failure.getSQLState()) {
            case NO_SUCH_TABLE, NO_SUCH_COLUMN ->
                "The database lacks this version's tables. Start the service once, then run this again.";
            case CONNECTION_FAILURE ->
                "The database answers, and no connection comes of it (SQL state " + CONNECTION_FAILURE
                        + "). Check the host in " + URL + ", and with sslmode=verify-full that the server's certificate"
                        + " names it and is of the authority in sslrootcert.";
            case null, default ->
                "The database can't be used (SQL state " + failure.getSQLState() + "). Check " + URL
                        + ", quarkus.datasource.username and quarkus.datasource.password.";
        };
    }

    @Override
    public String toString() {
        return "Jdbc"; // a URL may hold a password
    }
}
