package dev.scanrelay.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.ingress.FragileProfile;
import dev.scanrelay.testing.FragileServices;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A PostgreSQL that takes connections and statements, and answers nothing. */
@Tag("slow")
@QuarkusTest
@TestProfile(FragileProfile.class)
class SilentDatabaseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** More than the pool has connections. */
    private static final int MANY = 60;

    @Inject
    Database database;

    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void mend() {
        FragileServices.postgres().pass();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> one() == 1);
    }

    @Test
    void endsEveryCallInTimeAndServesThemWhenItAnswersAgain() throws Exception {
        one();
        FragileServices.postgres().mute();

        List<Future<Integer>> calls = many(this::one);

        for (Future<Integer> call : calls) {
            assertThatThrownBy(call::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(DatabaseTimeout.class);
        }
        FragileServices.postgres().pass();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> one() == 1);
    }

    @Test
    void answersTheApi503AndServesItAgain() {
        String key = TestKeys.admin();
        await().atMost(PATIENCE).until(() -> orders(key).statusCode() == 200);
        FragileServices.postgres().mute();

        HttpResponse<String> answer = orders(key);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains("urn:scanrelay:problem:unavailable");
        FragileServices.postgres().pass();
        await().atMost(PATIENCE).until(() -> orders(key).statusCode() == 200);
    }

    /** Nobody resets them: they have to be given up from this side, or the pool has none left. */
    @Test
    void givesUpConnectionsOnWhichNothingComesBack() throws Exception {
        for (Future<Integer> call : many(this::one)) {
            assertThat(call.get()).isEqualTo(1);
        }
        FragileServices.postgres().forget();

        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            for (Future<Integer> call : many(this::one)) {
                assertThat(call.get()).isEqualTo(1);
            }
        });
    }

    @Test
    void tellsTheDatabaseHowLongAStatementMayTake() {
        assertThat(database.<Object>read(session -> session.createNativeQuery(
                                "select current_setting('statement_timeout'), 1", Object[].class)
                        .getSingleResult()
                        .map(row -> row[0])))
                .isEqualTo("4s");
    }

    private int one() {
        return database.read(session -> session.createNativeQuery("select 1, 2", Tuple.class)
                .getSingleResult()
                .map(row -> ((Number) row.get(0)).intValue()));
    }

    private static List<Future<Integer>> many(Callable<Integer> call) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return IntStream.range(0, MANY)
                    .mapToObj(number -> threads.submit(call))
                    .toList();
        }
    }

    private HttpResponse<String> orders(String key) {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                                    + ConfigProvider.getConfig().getValue("quarkus.http.test-port", String.class)
                                    + "/api/v1/orders"))
                            .header("Authorization", "Bearer " + key)
                            .timeout(PATIENCE)
                            .build(),
                    BodyHandlers.ofString());
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
