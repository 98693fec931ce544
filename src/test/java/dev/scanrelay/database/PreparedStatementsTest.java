package dev.scanrelay.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Services.class)
class PreparedStatementsTest {

    private static final String LONG = "select '%s', 1".formatted("x".repeat(6_000));

    @Inject
    Database database;

    @Test
    void aLongStatementIsPlannedOnceForItsConnection() {
        long prepared = database.read(session -> session.createNativeQuery(LONG, Tuple.class)
                .getSingleResult()
                .chain(() -> session.createNativeQuery(
                                "select count(*) from pg_prepared_statements where length(statement) > 6000",
                                Tuple.class)
                        .getSingleResult())
                .map(row -> row.get(0, Long.class)));

        assertThat(prepared).isEqualTo(1);
    }
}
