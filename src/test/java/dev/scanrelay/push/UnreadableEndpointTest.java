package dev.scanrelay.push;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.scanrelay.event.Event;
import dev.scanrelay.testing.Captured;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With a key that is lost, what was sealed with it does not open: that endpoint waits, and no other. */
@QuarkusTest
@TestProfile(PushProfile.class)
class UnreadableEndpointTest extends PushStage {

    @Test
    void anEndpointWhoseUrlDoesNotOpenWaitsAloneAndLosesNothing() {
        String unreadable = id(endpoint(receiver.url("/unreadable?token=hush-hush"), Map.of()));
        String readable = id(endpoint(receiver.url("/readable"), Map.of()));
        execute("update endpoint set url = '\\x0001' where id = '" + unreadable + "'");

        try (Captured log = Captured.start()) {
            Event event = announce(ready(order(), 1));
            await().atMost(PATIENCE).until(() -> states(readable), List.of("delivered")::equals);
            await().atMost(PATIENCE).until(() -> log.text().contains("can't be read, its events wait"));

            assertThat(log.text()).contains("endpoint=" + unreadable).doesNotContain("hush-hush");
            assertThat(receiver.ids()).containsExactly(event.id());
        }
        assertThat(states(unreadable)).containsExactly("due");
        assertThat(outcomes(unreadable)).isEmpty();
        get(unreadable)
                .then()
                .statusCode(200)
                .body("heldFor", equalTo("unreadable"))
                .body("url", nullValue())
                .body("enabled", equalTo(true));
        get("?limit=200").then().statusCode(200);

        put(unreadable, receiver.url("/again").toString()).then().statusCode(200);

        await().atMost(PATIENCE).until(() -> states(unreadable), List.of("delivered")::equals);
        assertThat(receiver.posted()).extracting(Receiver.Posted::path).containsExactly("/readable", "/again");
    }

    @Test
    void anEndpointWithASecretThatDoesNotOpenWaitsUntilItIsReplaced() {
        String endpoint = id(endpoint(receiver.url("/"), Map.of()));
        execute("update endpoint_secret set secret = '\\x0001' where endpoint_id = '" + endpoint + "'");
        announce(ready(order(), 1));

        await().atMost(PATIENCE).until(() -> get(endpoint).jsonPath().getString("heldFor"), "unreadable"::equals);

        get(endpoint + "/secrets").then().statusCode(200);
        given().auth()
                .oauth2(admin)
                .post("/api/v1/endpoints/" + endpoint + "/test")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:scanrelay:problem:endpoint-unreadable"));
        assertThat(receiver.posted()).isEmpty();
        given().auth()
                .oauth2(admin)
                .contentType(ContentType.JSON)
                .body(Map.of("grace", "PT0S"))
                .post("/api/v1/endpoints/" + endpoint + "/rotation")
                .then()
                .statusCode(200);
        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("delivered")::equals);
        get(endpoint).then().body("heldFor", nullValue());
    }

    private Response get(String path) {
        return given().auth().oauth2(admin).get("/api/v1/endpoints" + (path.startsWith("?") ? "" : "/") + path);
    }

    private Response put(String endpoint, String url) {
        return given().auth()
                .oauth2(admin)
                .contentType(ContentType.JSON)
                .body(Map.of("url", url, "accounts", List.of(account)))
                .put("/api/v1/endpoints/" + endpoint);
    }
}
