package dev.scanrelay.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sslmode=verify-full}, as commands connect. */
class VerifyFullTest {

    @TempDir
    Path folder;

    @Test
    void speaksWithAServerWhoseCertificateNamesTheHostAndSaysInOneLineWhyWithNoOther() throws Exception {
        try (TlsPostgres server = TlsPostgres.start(folder)) {
            boolean encrypted = isEncrypted(jdbc(server, "localhost"));
            SQLException refused = catchThrowableOfType(
                    SQLException.class, () -> jdbc(server, "127.0.0.1").connect());

            assertThat(encrypted).isTrue();
            assertThat(Jdbc.whatToDo(refused))
                    .hasLineCount(1)
                    .contains("quarkus.datasource.jdbc.url", "verify-full", "certificate names it");
        }
    }

    private static boolean isEncrypted(Jdbc jdbc) throws SQLException {
        try (Connection database = jdbc.connect();
                ResultSet row = database.createStatement()
                        .executeQuery("select ssl from pg_stat_ssl where pid = pg_backend_pid()")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static Jdbc jdbc(TlsPostgres server, String host) {
        return Jdbc.of(new SmallRyeConfigBuilder()
                        .withDefaultValues(server.settings(host, host))
                        .build())
                .orElseThrow();
    }
}
