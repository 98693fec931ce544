package dev.scanrelay.security;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Properties;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/** The table of keys for a command, by plain JDBC: one connection, no pool, no service. */
record KeyTable(String url, Properties login) {

    private static final String INSERT =
            "insert into api_key (id, partner_id, hash, name, scopes, created_at, expires_at) values (?, ?, ?, ?, ?, ?, ?)";

    static KeyTable at(String url, Config config) {
        Properties login = new Properties();
        login.setProperty("connectTimeout", "10");
        config.getOptionalValue("quarkus.datasource.username", String.class)
                .ifPresent(user -> login.setProperty("user", user));
        config.getOptionalValue("quarkus.datasource.password", String.class)
                .ifPresent(password -> login.setProperty("password", password));
        return new KeyTable(url, login);
    }

    void add(ApiKey key) throws SQLException {
        try (Connection database = connect();
                PreparedStatement insert = database.prepareStatement(INSERT)) {
            insert.setString(1, key.id());
            insert.setString(2, key.partner().value());
            insert.setBytes(3, key.hash().bytes());
            insert.setString(4, key.name());
            insert.setArray(5, database.createArrayOf("text", key.scopes().toArray()));
            insert.setObject(6, key.createdAt().atOffset(ZoneOffset.UTC));
            insert.setObject(7, expiry(key));
            insert.executeUpdate();
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = new Driver().connect(url, login);
        if (connection == null) {
            throw new SQLException("not a PostgreSQL URL", "08001");
        }
        return connection;
    }

    private static @Nullable OffsetDateTime expiry(ApiKey key) {
        return key.expiresAt().map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null);
    }

    @Override
    public String toString() {
        return "KeyTable"; // a URL may hold a password
    }
}
