package dev.scanrelay.push;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.testing.MovableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What others are told of an endpoint. */
@QuarkusTest
@TestProfile(PushProfile.class)
class EndpointEventsTest extends PushStage {

    private static final String[] CHANGES = {"dev.scanrelay.endpoint.enabled.v1", "dev.scanrelay.endpoint.disabled.v1"};

    @Inject
    FailureWatch watch;

    @Inject
    MovableClock clock;

    @AfterEach
    void putTheClockBack() {
        clock.putBack();
    }

    @Test
    void warnsOnceAtHalfTheTimeAndTwiceMoreBeforeItIsDisabled() {
        String failing = endpoint("/failing", "dev.scanrelay.order.ready.v1");
        failsSinceNow(failing);

        lookTwiceAtOnce();
        assertThat(warnings(failing)).isEmpty();

        Map<Integer, List<String>> expected =
                Map.of(61, List.of("50"), 85, List.of("50", "70"), 109, List.of("50", "70", "90"));
        for (int hours : List.of(61, 85, 109)) {
            clock.putBack();
            clock.advance(Duration.ofHours(hours));
            lookTwiceAtOnce();
            lookTwiceAtOnce();
            assertThat(warnings(failing)).isEqualTo(expected.get(hours));
        }
    }

    @Test
    void warnsAgainWhenItFailsAnotherTime() {
        String failing = endpoint("/failing", "dev.scanrelay.order.ready.v1");
        failsSinceNow(failing);
        clock.advance(Duration.ofHours(61));
        lookTwiceAtOnce();

        execute("update endpoint set failing_since = null where id = '" + failing + "'");
        lookTwiceAtOnce();
        assertThat(warnings(failing)).containsExactly("50");
        failsSinceNow(failing);
        lookTwiceAtOnce();

        assertThat(warnings(failing)).containsExactly("50", "50");
    }

    @Test
    void tellsOtherEndpointsThatOneWasDisabledAndEnabledAgain() {
        endpoint("/listening", "dev.scanrelay.endpoint.disabled.v1", "dev.scanrelay.endpoint.enabled.v1");
        String gone = endpoint("/gone", CHANGES);

        change(gone, "/gone", false, CHANGES);
        change(gone, "/gone", false, CHANGES);
        change(gone, "/gone", true, CHANGES);

        await().atMost(PATIENCE).until(() -> heard().size() == 2);
        assertThat(heard()).containsExactly("dev.scanrelay.endpoint.disabled.v1", "dev.scanrelay.endpoint.enabled.v1");
        Receiver.Posted first = receiver.posted().stream()
                .filter(posted -> posted.path().equals("/listening"))
                .findFirst()
                .orElseThrow();
        JsonPath told = JsonPath.from(first.body());
        assertThat(told.getString("subject")).isEqualTo("endpoints/" + gone);
        assertThat(told.getMap("data"))
                .isEqualTo(Map.of("partner", "default", "account", account, "endpoint", gone, "reason", "by-hand"));
        assertThat(first.body()).doesNotContain("127.0.0.1");
        assertThat(texts("select event_id from delivery where endpoint_id = '" + gone + "'"))
                .as("nobody is told of himself")
                .isEmpty();
    }

    @Test
    void tellsThatAnEndpointDisabledItself() {
        endpoint("/listening", "dev.scanrelay.endpoint.disabled.v1");
        String gone = endpoint("/gone", "dev.scanrelay.endpoint.enabled.v1");
        receiver.usually(posted -> Receiver.Reply.of(posted.path().equals("/gone") ? 410 : 204));
        String trigger = endpoint("/trigger", "dev.scanrelay.order.ready.v1");

        change(trigger, "/trigger", false, "dev.scanrelay.order.ready.v1");
        change(
                trigger,
                "/trigger",
                true,
                "dev.scanrelay.order.ready.v1"); // which is what the one that is gone hears of

        await().atMost(PATIENCE).until(() -> reasons(gone), List.of("gone")::equals);
        await().atMost(PATIENCE).until(() -> heard().size() == 2);
    }

    /** As two processes do. */
    private void lookTwiceAtOnce() {
        CompletableFuture<?>[] looks = Stream.generate(
                        () -> CompletableFuture.runAsync(watch::look, Thread::startVirtualThread))
                .limit(2)
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(looks).join();
    }

    private void failsSinceNow(String endpoint) {
        execute("update endpoint set failing_since = now() where id = '" + endpoint + "'");
    }

    private List<String> warnings(String endpoint) {
        return texts(
                "select data ->> 'percent' from outbox where type = 'dev.scanrelay.endpoint.failing.v1' and subject = 'endpoints/"
                        + endpoint + "' order by id");
    }

    private List<String> reasons(String endpoint) {
        return texts(
                "select data ->> 'reason' from outbox where type = 'dev.scanrelay.endpoint.disabled.v1' and subject = 'endpoints/"
                        + endpoint + "' order by id");
    }

    private List<String> heard() {
        return receiver.posted().stream()
                .filter(posted -> posted.path().equals("/listening"))
                .map(posted -> JsonPath.from(posted.body()).getString("type"))
                .toList();
    }

    private String endpoint(String path, String... types) {
        return id(endpoint(receiver.url(path), wish(path, List.of(types), true)));
    }

    private void change(String endpoint, String path, boolean enabled, String... types) {
        given().auth()
                .oauth2(admin)
                .contentType(ContentType.JSON)
                .body(wish(path, List.of(types), enabled))
                .put("/api/v1/endpoints/" + endpoint)
                .then()
                .statusCode(200);
    }

    private Map<String, Object> wish(String path, List<String> types, boolean enabled) {
        return new HashMap<>(Map.of(
                "url",
                receiver.url(path).toString(),
                "accounts",
                List.of(account),
                "types",
                types,
                "payload",
                "full",
                "enabled",
                enabled));
    }
}
