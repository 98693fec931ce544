package dev.scanrelay.push;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Calls of an endpoint's deliveries. */
abstract class DeliveriesStage extends PushStage {

    static String hours(int fromNow) {
        return Instant.now().plus(Duration.ofHours(fromNow)).toString();
    }

    static boolean isMarked(Receiver.Posted posted) {
        boolean inHeader = posted.headers().entrySet().stream()
                .anyMatch(header -> header.getKey().equalsIgnoreCase("webhook-replay")
                        && header.getValue().equals(List.of("true")));
        boolean inDocument = Boolean.TRUE.equals(JsonPath.from(posted.body()).get("replay"));
        assertThat(inDocument).isEqualTo(inHeader);
        return inHeader;
    }

    final ValidatableResponse get(String endpoint, String path) {
        return given().auth()
                .oauth2(admin)
                .get("/api/v1/endpoints/" + endpoint + path)
                .then();
    }

    final ValidatableResponse post(String endpoint, String path, Map<String, Object> body) {
        return given().auth()
                .oauth2(admin)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/endpoints/" + endpoint + path)
                .then();
    }

    final long onlyDelivery(String endpoint) {
        return get(endpoint, "/deliveries").extract().jsonPath().getLong("deliveries[0].id");
    }

    final String endpoint(String path, Map<String, ?> more) {
        return id(endpoint(receiver.url(path), more));
    }
}
