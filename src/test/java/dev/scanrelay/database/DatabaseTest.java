package dev.scanrelay.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
class DatabaseTest {

    @Inject
    Database database;

    @Test
    void servesManyVirtualThreadsAtOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Object>> answers = IntStream.range(0, 64)
                    .mapToObj(number -> threads.submit(() -> database.<Object>read(
                            session -> session.createNativeQuery("select " + number, Integer.class)
                                    .getSingleResult()
                                    .map(Object.class::cast))))
                    .toList();

            for (int number = 0; number < answers.size(); number++) {
                assertThat(answers.get(number).get()).isEqualTo(number);
            }
        }
    }

    @Test
    void neverUsesTheSessionOfWhoeverSubmittedTheWork() {
        boolean shared = database.read(outer -> {
            Context here = Vertx.currentContext();
            return Uni.createFrom()
                    .item(() -> database.<Boolean>read(inner -> Uni.createFrom().item(inner == outer)))
                    .runSubscriptionOn(Infrastructure.getDefaultExecutor())
                    .emitOn(back -> here.runOnContext(then -> back.run()));
        });

        assertThat(shared).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"57014", "55P03"}) // a statement, or a wait for a lock, that took too long
    void saysOfWhatTheDatabaseEndedThatItDidNotAnswerInTime(String sqlState) {
        assertThatThrownBy(() -> database.write(session -> session.createNativeQuery(
                                "do 'begin raise exception using errcode = ''%s''; end'".formatted(sqlState))
                        .executeUpdate()))
                .isInstanceOf(DatabaseTimeout.class);
    }

    @Test
    void saysSoOfAStatementThatRunsTooLong() {
        assertThatThrownBy(() -> database.write(session -> session.createNativeQuery("set local statement_timeout = 50")
                        .executeUpdate()
                        .chain(() -> session.createNativeQuery("select 1, pg_sleep(10) is null", Object[].class)
                                .getSingleResult())))
                .isInstanceOf(DatabaseTimeout.class);
    }

    @Test
    void leavesNothingOfAFailedTransaction() {
        assertThatThrownBy(() -> database.write(
                        session -> session.createNativeQuery("insert into partner (id, name) values ('half', 'Half')")
                                .executeUpdate()
                                .invoke(() -> {
                                    throw new IllegalStateException("after the insert");
                                })))
                .hasMessageContaining("after the insert");

        assertThat(database.<Long>read(session -> session.createNativeQuery(
                                "select count(*) from partner where id = 'half'", Long.class)
                        .getSingleResult()))
                .isZero();
    }
}
