package dev.scanrelay.local;

import dev.scanrelay.local.embedded.LocalPostgres;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The two things that the local start asks of the database itself. */
final class LocalDatabase {

    private static final String KEY_ID = "localdevelopment";
    private static final String KEY_SECRET = "on-your-own-machine-only-and-no-secret-here";

    /** Anybody may know it: it opens nothing but a database on this machine. */
    static final String API_KEY = "sr_" + KEY_ID + "_" + KEY_SECRET + "0u4r1rg";

    private final LocalPostgres postgres;

    LocalDatabase(LocalPostgres postgres) {
        this.postgres = postgres;
    }

    int orders() {
        try (Connection connection = connect();
                ResultSet exists =
                        connection.createStatement().executeQuery("select to_regclass('scan_order') is not null")) {
            exists.next();
            return exists.getBoolean(1) ? count(connection) : 0;
        } catch (SQLException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    void provideKey() {
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into api_key (id, partner_id, hash, name, owner, scopes, created_at)
                        values (?, 'default', ?, 'local', 'local start', array['admin'], now())
                        on conflict (id) do nothing
                        """)) {
            insert.setString(1, KEY_ID);
            insert.setBytes(
                    2, MessageDigest.getInstance("SHA-256").digest(KEY_SECRET.getBytes(StandardCharsets.US_ASCII)));
            insert.executeUpdate();
        } catch (SQLException | NoSuchAlgorithmException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    private static int count(Connection connection) throws SQLException {
        try (ResultSet count = connection.createStatement().executeQuery("select count(*) from scan_order")) {
            count.next();
            return count.getInt(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.user());
    }
}
