package dev.scanrelay.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.scanrelay.flow.FlowProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What runbooks ask of the database, planned by it with the tables that there are. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class RunbookSqlTest {

    @Inject
    DataSource database;

    @Test
    void theDatabaseUnderstandsEachStatement() throws SQLException {
        try (Connection session = database.getConnection();
                Statement statement = session.createStatement()) {
            assertThat(Runbook.all().stream()
                            .flatMap(page -> page.blocks("sql").stream())
                            .flatMap(block -> Arrays.stream(
                                    block.replaceAll("(?m)--.*$", "").split(";"))))
                    .filteredOn(sql -> !sql.isBlank())
                    .hasSizeGreaterThan(20)
                    .allSatisfy(sql -> assertThatCode(() -> statement.execute(planned(sql.strip())))
                            .as(sql)
                            .doesNotThrowAnyException());
        }
    }

    private static String planned(String sql) {
        return sql.startsWith("show ") ? sql : "explain " + sql;
    }
}
