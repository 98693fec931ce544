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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(PushProfile.class)
class DeliveriesApiTest extends DeliveriesStage {

    @Test
    void showsEachAttemptWithWhatTheEndpointAnswered() {
        receiver.reply(new Reply(500, Map.of(), "busy"));
        String endpoint = endpoint("/", Map.of());
        OrderFacts order = order();
        Event event = announce(ready(order, 1));
        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("delivered")::equals);

        long id = get(endpoint, "/deliveries")
                .statusCode(200)
                .body("deliveries.size()", equalTo(1))
                .body("deliveries[0].eventId", equalTo(event.id()))
                .body("deliveries[0].type", equalTo("dev.scanrelay.order.ready.v1"))
                .body("deliveries[0].subject", equalTo("orders/" + order.orderId()))
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
                .body("delivery.subject", equalTo("orders/" + order.orderId()))
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
}
