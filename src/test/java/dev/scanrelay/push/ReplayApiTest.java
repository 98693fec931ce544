package dev.scanrelay.push;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.scanrelay.event.Event;
import dev.scanrelay.event.OrderFacts;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(PushProfile.class)
class ReplayApiTest extends DeliveriesStage {

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
        assertThat(receiver.posted()).noneMatch(DeliveriesStage::isMarked);
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
                .allMatch(DeliveriesStage::isMarked)
                .extracting(Receiver.Posted::id)
                .containsExactly(first.id(), second.id());
        get(test, "/deliveries").body("deliveries.replay", equalTo(List.of(true, true)));
        assertThat(receiver.posted())
                .filteredOn(posted -> posted.path().equals("/usual"))
                .hasSize(2)
                .noneMatch(DeliveriesStage::isMarked);
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

    private void awaitHandedOut(Event event) {
        await().atMost(PATIENCE)
                .until(() -> texts(
                                        "select event_id from outbox where feed_position <= (select position from push_cursor) and event_id = '"
                                                + event.id() + "'")
                                .size()
                        == 1);
    }
}
