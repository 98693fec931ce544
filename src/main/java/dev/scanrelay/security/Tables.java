package dev.scanrelay.security;

import dev.scanrelay.id.PartnerId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/** The tables of keys and partners for a command, by plain JDBC: one connection, no pool, no service. */
record Tables(String url, Properties login) {

    static final String URL = "quarkus.datasource.jdbc.url";
    static final String URL_UNSET = "Set " + URL + ", for example jdbc:postgresql://host/scanrelay.";

    private static final String ADD_KEY =
            "insert into api_key (id, partner_id, hash, name, owner, scopes, created_at, expires_at)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String ADD_PARTNER = "insert into partner (id, name) values (?, ?) on conflict do nothing";
    private static final String PARTNERS = "select id, name from partner order by id";
    private static final String NO_SUCH_TABLE = "42P01";
    private static final String NO_SUCH_COLUMN = "42703";

    /** A partner as an operator sees it. */
    record Partner(PartnerId id, String name) {}

    /** Empty if no database is set. */
    static Optional<Tables> of(Config config) {
        return config.getOptionalValue(URL, String.class).map(url -> at(url, config));
    }

    private static Tables at(String url, Config config) {
        Properties login = new Properties();
        login.setProperty("connectTimeout", "10");
        config.getOptionalValue("quarkus.datasource.username", String.class)
                .ifPresent(user -> login.setProperty("user", user));
        config.getOptionalValue("quarkus.datasource.password", String.class)
                .ifPresent(password -> login.setProperty("password", password));
        return new Tables(url, login);
    }

    void add(ApiKey key) throws SQLException {
        try (Connection database = connect();
                PreparedStatement insert = database.prepareStatement(ADD_KEY)) {
            insert.setString(1, key.id());
            insert.setString(2, key.partner().value());
            insert.setBytes(3, key.hash().bytes());
            insert.setString(4, key.name());
            insert.setString(5, key.owner());
            insert.setArray(6, database.createArrayOf("text", key.scopes().toArray()));
            insert.setObject(7, key.life().createdAt().atOffset(ZoneOffset.UTC));
            insert.setObject(8, expiry(key));
            insert.executeUpdate();
        }
    }

    /** False if there is one of that id already, which stays as it is. */
    boolean add(Partner partner) throws SQLException {
        try (Connection database = connect();
                PreparedStatement insert = database.prepareStatement(ADD_PARTNER)) {
            insert.setString(1, partner.id().value());
            insert.setString(2, partner.name());
            return insert.executeUpdate() > 0;
        }
    }

    List<Partner> partners() throws SQLException {
        try (Connection database = connect();
                PreparedStatement select = database.prepareStatement(PARTNERS);
                ResultSet rows = select.executeQuery()) {
            List<Partner> partners = new ArrayList<>();
            while (rows.next()) {
                partners.add(new Partner(new PartnerId(rows.getString(1)), rows.getString(2)));
            }
            return partners;
        }
    }

    /** What an operator can do about a failure. */
    static String whatToDo(SQLException failure) {
        return switch (failure.getSQLState()) {
            case NO_SUCH_TABLE, NO_SUCH_COLUMN ->
                "The database lacks this version's tables. Start the service once, then run this again.";
            case null, default ->
                "The database can't be used (SQL state " + failure.getSQLState() + "). Check " + URL
                        + ", quarkus.datasource.username and quarkus.datasource.password.";
        };
    }

    private Connection connect() throws SQLException {
        Connection connection = new Driver().connect(url, login);
        if (connection == null) {
            throw new SQLException("not a PostgreSQL URL", "08001");
        }
        return connection;
    }

    private static @Nullable OffsetDateTime expiry(ApiKey key) {
        return key.life().expiresAt().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null);
    }

    @Override
    public String toString() {
        return "Tables"; // a URL may hold a password
    }
}
