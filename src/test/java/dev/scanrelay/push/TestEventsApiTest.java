package dev.scanrelay.push;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.scanrelay.id.PartnerId;
import dev.scanrelay.push.Receiver.Reply;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(PushProfile.class)
class TestEventsApiTest extends DeliveriesStage {

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
    void aPartnerHasItsShareAndLeavesSomeToOthers() {
        receiver.usually(posted -> posted.path().equals("/stalled") ? receiver.stall() : Reply.of(204));
        String stalled = endpoint("/stalled", Map.of());
        PartnerId other = new PartnerId("other-" + account);
        TestKeys.partner(other.value());
        String key = TestKeys.admin(other.value());
        String ofOther = id(endpoint(key, receiver.url("/other"), Map.of()));
        IntStream.range(0, 10).forEach(number -> Thread.ofVirtual().start(() -> test(stalled)));
        await().atMost(PATIENCE).until(() -> receiver.posted().size() == 10);

        test(stalled).statusCode(429).header("Retry-After", notNullValue());
        test(key, ofOther).statusCode(200).body("outcome", equalTo("delivered"));
    }

    private ValidatableResponse test(String endpoint) {
        return test(admin, endpoint);
    }

    private static ValidatableResponse test(String key, String endpoint) {
        return given().auth()
                .oauth2(key)
                .noContentType()
                .post("/api/v1/endpoints/" + endpoint + "/test")
                .then();
    }
}
