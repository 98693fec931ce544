package dev.scanrelay.feed;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.testing.TestKeys;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Readers of the stream with keys of their own, and what happens to a clinic that each test has for itself. */
abstract class StreamStage {

    static final String PATH = "/api/v1/events/stream";

    @Inject
    Happenings happenings;

    @Inject
    Streams streams;

    final String account = Happenings.newAccount();
    final List<Listening> open = new ArrayList<>();
    String admin;
    String key;

    @BeforeEach
    void makeKeys() {
        admin = TestKeys.admin();
        key = limited(account);
    }

    @AfterEach
    void leave() {
        open.forEach(Listening::close);
        await().until(() -> streams.count() == 0);
    }

    final Listening listen(String key, String query, String... headers) {
        return add(Listening.to(key, query, headers));
    }

    final Listening add(Listening listening) {
        open.add(listening);
        return listening;
    }

    static JsonPath page(String key, String query) {
        return given().auth()
                .oauth2(key)
                .get("/api/v1/events" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    final String limited(String account) {
        return keyWith(Map.of("scopes", Set.of("events:read"), "accounts", Set.of(account)))
                .get("key");
    }

    final Map<String, String> keyWith(Map<String, ?> rights) {
        Map<String, Object> wanted = new HashMap<>(rights);
        wanted.putAll(Map.of("name", "feed", "owner", "a test"));
        return given().auth()
                .oauth2(admin)
                .contentType(ContentType.JSON)
                .body(wanted)
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getMap("");
    }
}
