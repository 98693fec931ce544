package dev.scanrelay.push;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.scanrelay.event.Event;
import dev.scanrelay.event.OrderFacts;
import dev.scanrelay.push.Receiver.Reply;
import dev.scanrelay.security.Scopes;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(PushProfile.class)
class DeliveriesApiTest extends PushStage {

    @Test
    void showsEachAttemptWithWhatTheEndpointAnswered() {
        receiver.reply(new Reply(500, Map.of(), "busy"));
        String endpoint = endpoint("/", Map.of());
        Event event = announce(ready(order(), 1));
        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("delivered")::equals);

        long id = get(endpoint, "/deliveries")
                .statusCode(200)
                .body("deliveries.size()", equalTo(1))
                .body("deliveries[0].eventId", equalTo(event.id()))
                .body("deliveries[0].attempts", equalTo(2))
                .body("deliveries[0].replay", equalTo(false))
                .body("deliveries[0].endedAt", notNullValue())
                .body("next", nullValue())
                .extract()
                .jsonPath()
                .getLong("deliveries[0].id");

        get(endpoint, "/deliveries/" + id)
                .statusCode(200)
                .body("delivery.state", equalTo("delivered"))
                .body("attempts.outcome", equalTo(List.of("delivered", "status-500")))
                .body("attempts[1].status", equalTo(500))
                .body("attempts[1].answer", equalTo("busy"))
                .body("attempts[1].nextAttemptAt", notNullValue())
                .body("attempts[0].nextAttemptAt", nullValue());
        get(endpoint, "/statistics")
                .statusCode(200)
                .body("attempts", equalTo(Map.of("delivered", 1, "status-500", 1)))
                .body("attemptsInLastHour", equalTo(Map.of("delivered", 1, "status-500", 1)))
                .body("undelivered", equalTo(0))
                .body("lastDeliveredAt", notNullValue())
                .body("failingSince", nullValue());
    }

    @Test
    void listsPageByPageTheLatestFirst() {
        String endpoint = endpoint("/", Map.of());
        List<String> events = List.of(
                announce(ready(order(), 1)).id(),
                announce(ready(order(), 1)).id(),
                announce(ready(order(), 1)).id());
        await().atMost(PATIENCE).until(() -> states(endpoint).size() == 3);

        JsonPath first = get(endpoint, "/deliveries?limit=2").extract().jsonPath();
        JsonPath second = get(endpoint, "/deliveries?limit=2&before=" + first.getLong("next"))
                .extract()
                .jsonPath();

        assertThat(first.getList("deliveries.eventId", String.class)).containsExactly(events.get(2), events.get(1));
        assertThat(second.getList("deliveries.eventId", String.class)).containsExactly(events.get(0));
        get(endpoint, "/deliveries?event=" + events.get(1)).body("deliveries.size()", equalTo(1));
        get(endpoint, "/deliveries?event=%00").statusCode(400).body("detail", containsString("event must be"));
    }

    @Test
    void sendsOneAgainUnderItsId() {
        String endpoint = endpoint("/", Map.of());
        Event event = announce(ready(order(), 1));
        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("delivered")::equals);

        post(endpoint, "/deliveries/" + onlyDelivery(endpoint) + "/resend", Map.of())
                .statusCode(202);

        await().atMost(PATIENCE).until(() -> receiver.ids(), List.of(event.id(), event.id())::equals);
        assertThat(receiver.posted()).noneMatch(DeliveriesApiTest::isMarked);
        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("delivered")::equals);
    }

    @Test
    void sendsNoneAheadOfAnotherOfItsOrder() {
        receiver.usually(posted -> Reply.of(422));
        String endpoint = endpoint("/", Map.of());
        OrderFacts order = order();
        announce(ready(order, 1));
        announce(ready(order, 2));
        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("due", "waiting")::equals);
        long second =
                get(endpoint, "/deliveries?state=waiting").extract().jsonPath().getLong("deliveries[0].id");

        post(endpoint, "/deliveries/" + second + "/resend", Map.of())
                .statusCode(409)
                .body("type", equalTo("urn:scanrelay:problem:delivery-waits"));
    }

    @Test
    void recoversWhatWasGivenUpInItsOrder() {
        receiver.usually(posted -> Reply.of(422));
        String endpoint = endpoint("/", Map.of());
        OrderFacts order = order();
        Event first = announce(ready(order, 1));
        Event second = announce(ready(order, 2));
        await().atMost(PATIENCE).until(() -> states(endpoint).size() == 2);
        execute("update delivery set tried_since = now() - interval '15 days' where endpoint_id = '" + endpoint + "'");
        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("given-up", "given-up")::equals);
        int before = receiver.ids().size();
        receiver.usually(posted -> Reply.of(204));

        post(endpoint, "/recovery", Map.of("since", hours(-1)))
                .statusCode(200)
                .body("recovered", equalTo(2))
                .body("more", equalTo(false));

        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("delivered", "delivered")::equals);
        assertThat(receiver.ids().subList(before, before + 2)).containsExactly(first.id(), second.id());
        post(endpoint, "/recovery", Map.of("since", hours(-1))).body("recovered", equalTo(0));
    }

    @Test
    void recoversWhatTheEndpointHadNotWanted() {
        receiver.reply(new Reply(200, Map.of("webhook-delivery", "abort-message"), ""));
        String endpoint = endpoint("/", Map.of());
        Event event = announce(ready(order(), 1));
        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("dropped")::equals);

        post(endpoint, "/recovery", Map.of("since", hours(-1))).statusCode(200).body("recovered", equalTo(1));

        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("delivered")::equals);
        assertThat(receiver.ids()).containsExactly(event.id(), event.id());
    }

    @Test
    void sendsATestEventAtOnceAndTellsTheAnswer() {
        receiver.reply(new Reply(418, Map.of(), "x".repeat(5000)));
        String endpoint = endpoint("/", Map.of("enabled", false, "payload", "full"));

        JsonPath told = test(endpoint)
                .statusCode(200)
                .body("status", equalTo(418))
                .extract()
                .jsonPath();

        assertThat(told.getString("outcome")).isEqualTo("status-418");
        assertThat(told.getString("answer")).isEqualTo("x".repeat(4096));
        Receiver.Posted posted = receiver.posted().getFirst();
        assertThat(posted.id()).isEqualTo(told.getString("eventId"));
        assertThat(posted.header("webhook-signature")).startsWith("v1,");
        assertThat(JsonPath.from(posted.body()).getString("type")).isEqualTo("dev.scanrelay.endpoint.test.v1");
        assertThat(JsonPath.from(posted.body()).getString("data.endpoint")).isEqualTo(endpoint);
        test(endpoint).body("status", equalTo(204)).body("outcome", equalTo("delivered"));
        get(endpoint, "/deliveries").body("deliveries.size()", equalTo(0));
    }

    @Test
    void saysThatATestEventReachedNobody() {
        String endpoint = endpoint("/", Map.of());
        receiver.close();

        test(endpoint).statusCode(200).body("outcome", equalTo("no-connection")).body("status", nullValue());
    }

    @Test
    void triesAtOnceWhatWaitsForItsNextAttempt() {
        receiver.reply(new Reply(503, Map.of("retry-after", "80000"), ""));
        String endpoint = endpoint("/", Map.of());
        Event event = announce(ready(order(), 1));
        await().atMost(PATIENCE).until(() -> attempts(endpoint) == 1);

        post(endpoint, "/recovery", Map.of("since", hours(-1))).statusCode(200).body("hurried", equalTo(1));

        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("delivered")::equals);
        assertThat(receiver.ids()).containsExactly(event.id(), event.id());
    }

    @Test
    void deliversWhatANewEndpointMissedOnce() {
        OrderFacts order = order();
        Event first = announce(ready(order, 1));
        Event second = announce(ready(order, 2));
        awaitHandedOut(second);
        String endpoint = endpoint("/", Map.of());
        Map<String, Object> ask = Map.of("what", "missed", "from", hours(-1), "until", hours(1));

        post(endpoint, "/replay", ask)
                .statusCode(200)
                .body("added", equalTo(2))
                .body("next", nullValue())
                .body("replay", nullValue());
        post(endpoint, "/replay", ask).statusCode(200).body("added", equalTo(0));

        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("delivered", "delivered")::equals);
        assertThat(receiver.ids()).containsExactly(first.id(), second.id());
        assertThat(receiver.posted()).noneMatch(DeliveriesApiTest::isMarked);
    }

    @Test
    void replaysAPastTimeIntoATestEndpointMarkedAndInOrder() {
        String usual = endpoint("/usual", Map.of());
        OrderFacts order = order();
        Event first = announce(ready(order, 1));
        Event second = announce(ready(order, 2));
        await().atMost(PATIENCE).until(() -> states(usual), List.of("delivered", "delivered")::equals);
        String test = endpoint("/test", Map.of());
        Map<String, Object> ask = Map.of("what", "all", "from", hours(-1), "until", hours(1), "limit", 1);

        JsonPath page = post(test, "/replay", ask)
                .statusCode(200)
                .body("added", equalTo(1))
                .extract()
                .jsonPath();
        Map<String, Object> next = new HashMap<>(ask);
        next.put("replay", page.getString("replay"));
        next.put("after", page.getLong("next"));
        post(test, "/replay", next).statusCode(200).body("added", equalTo(1));
        post(test, "/replay", next).statusCode(200).body("added", equalTo(0));

        await().atMost(PATIENCE).until(() -> states(test), List.of("delivered", "delivered")::equals);
        assertThat(receiver.posted())
                .filteredOn(posted -> posted.path().equals("/test"))
                .allMatch(DeliveriesApiTest::isMarked)
                .extracting(Receiver.Posted::id)
                .containsExactly(first.id(), second.id());
        get(test, "/deliveries").body("deliveries.replay", equalTo(List.of(true, true)));
        assertThat(receiver.posted())
                .filteredOn(posted -> posted.path().equals("/usual"))
                .hasSize(2)
                .noneMatch(DeliveriesApiTest::isMarked);
    }

    @Test
    void whatIsOfOthersDoesNotExist() {
        String endpoint = endpoint("/", Map.of());
        String other = endpoint("/other", Map.of());
        announce(ready(order(), 1));
        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("delivered")::equals);
        long delivery = onlyDelivery(endpoint);
        String stranger = keyOf("another");

        for (String path : List.of("/deliveries", "/deliveries/" + delivery, "/statistics")) {
            given().auth()
                    .oauth2(stranger)
                    .get("/api/v1/endpoints/" + endpoint + path)
                    .then()
                    .statusCode(404);
        }
        given().auth()
                .oauth2(stranger)
                .contentType(ContentType.JSON)
                .body(Map.of("since", hours(-1)))
                .post("/api/v1/endpoints/" + endpoint + "/recovery")
                .then()
                .statusCode(404);
        get(other, "/deliveries/" + delivery).statusCode(404);
        post(other, "/deliveries/" + delivery + "/resend", Map.of()).statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"what\":\"most\",\"from\":\"2026-03-01\",\"until\":\"2026-03-02\"}",
                "{\"what\":\"all\",\"from\":\"2026-03-02\",\"until\":\"2026-03-02\"}",
                "{\"what\":\"all\",\"from\":\"then\",\"until\":\"2026-03-02\"}",
                "{\"what\":\"all\",\"from\":\"2026-03-01\"}",
                "{\"what\":\"all\",\"from\":\"2026-03-01\",\"until\":\"2026-03-02\",\"limit\":0}",
                "{\"what\":\"all\",\"from\":\"2026-03-01\",\"until\":\"2026-03-02\",\"after\":-1}",
                "{\"what\":\"missed\",\"from\":\"2020-03-01\",\"until\":\"2020-03-02\"}"
            })
    void saysWhatAReplayLacks(String body) {
        String endpoint = endpoint("/", Map.of());

        given().auth()
                .oauth2(admin)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/endpoints/" + endpoint + "/replay")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    private static boolean isMarked(Receiver.Posted posted) {
        boolean inHeader = posted.headers().entrySet().stream()
                .anyMatch(header -> header.getKey().equalsIgnoreCase("webhook-replay")
                        && header.getValue().equals(List.of("true")));
        boolean inDocument = Boolean.TRUE.equals(JsonPath.from(posted.body()).get("replay"));
        assertThat(inDocument).isEqualTo(inHeader);
        return inHeader;
    }

    private static String hours(int fromNow) {
        return Instant.now().plus(Duration.ofHours(fromNow)).toString();
    }

    private String keyOf(String other) {
        return given().auth()
                .oauth2(admin)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "name",
                        "deliveries",
                        "owner",
                        "a test",
                        "scopes",
                        Set.of(Scopes.ENDPOINTS_READ, Scopes.ENDPOINTS_WRITE),
                        "accounts",
                        Set.of(other)))
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    private ValidatableResponse get(String endpoint, String path) {
        return given().auth()
                .oauth2(admin)
                .get("/api/v1/endpoints/" + endpoint + path)
                .then();
    }

    private ValidatableResponse post(String endpoint, String path, Map<String, Object> body) {
        return given().auth()
                .oauth2(admin)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/endpoints/" + endpoint + path)
                .then();
    }

    private ValidatableResponse test(String endpoint) {
        return given().auth()
                .oauth2(admin)
                .noContentType()
                .post("/api/v1/endpoints/" + endpoint + "/test")
                .then();
    }

    private long onlyDelivery(String endpoint) {
        return get(endpoint, "/deliveries").extract().jsonPath().getLong("deliveries[0].id");
    }

    private String endpoint(String path, Map<String, ?> more) {
        return id(endpoint(receiver.url(path), more));
    }

    private void awaitHandedOut(Event event) {
        await().atMost(PATIENCE)
                .until(() -> texts(
                                        "select event_id from outbox where feed_position <= (select position from push_cursor) and event_id = '"
                                                + event.id() + "'")
                                .size()
                        == 1);
    }

    private int attempts(String endpoint) {
        return outcomes(endpoint).size();
    }
}
