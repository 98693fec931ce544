package dev.scanrelay.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.testing.Services;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
class KeyRotationTest {

    private String admin;

    @BeforeEach
    void makeAnAdminKey() {
        admin = TestKeys.admin();
    }

    @Test
    void putsAKeyOfTheSameHolderInThePlaceOfTheOldOne() {
        // Given
        Response old = key(Map.of("accounts", Set.of("70001")));

        // When
        Response rotated = rotate(old, "");

        // Then
        assertThat(rotated.statusCode()).as(rotated.asString()).isEqualTo(201);
        assertThat(rotated.header("Cache-Control")).isEqualTo("no-store");
        assertThat(rotated.<String>path("rotates")).isEqualTo(old.path("id"));
        for (String same : new String[] {"name", "owner", "scopes", "accounts"}) {
            assertThat(rotated.<Object>path(same)).as(same).isEqualTo(old.path(same));
        }
        assertThat(rotated.<String>path("expiresAt")).isNull();
        assertThat(me(rotated)).isEqualTo(200);
        assertThat(me(old)).as("within the grace").isEqualTo(200);
        assertThat(Instant.parse(listed(old, "expiresAt")))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(23)), Instant.now().plus(Duration.ofHours(24)));
        assertThat(listed(rotated, "rotates")).isEqualTo(old.path("id"));
        assertThat(listed(rotated, "key")).isNull();
    }

    @Test
    void endsTheOldKeyByItselfWhenTheGraceIsOver() {
        Response old = key(Map.of());

        Response rotated = rotate(old, "{\"grace\":\"PT0S\"}");

        assertThat(me(rotated)).isEqualTo(200);
        assertThat(me(old)).isEqualTo(401);
        assertThat(rotate(old, "{}").<String>path("type")).endsWith(":key-ended");
    }

    @Test
    void letsNoLineHaveThreeLiveKeys() {
        // Given
        Response first = key(Map.of());
        Response second = rotate(first, "{}");

        // When, Then
        for (Response live : List.of(first, second)) {
            assertThat(rotate(live, "{}").statusCode()).isEqualTo(409);
            assertThat(rotate(live, "{}").<String>path("type")).endsWith(":rotation-under-way");
        }
        api().delete("/api/v1/keys/" + first.path("id")).then().statusCode(204);
        Response third = rotate(second, "{}");
        assertThat(third.statusCode()).isEqualTo(201);
        assertThat(third.<String>path("rotates")).isEqualTo(second.path("id"));
    }

    @Test
    void letsASuccessorThatWasRevokedBeReplaced() {
        Response old = key(Map.of());
        Response lost = rotate(old, "{}");
        api().delete("/api/v1/keys/" + lost.path("id"));

        Response found = rotate(old, "{}");

        assertThat(found.statusCode()).isEqualTo(201);
        assertThat(found.<String>path("rotates")).isEqualTo(old.path("id"));
        assertThat(found.<String>path("expiresAt"))
                .as("the old key was made without an end")
                .isNull();
    }

    @Test
    void makesOneSuccessorForManyWhoRotateAtOnce() throws Exception {
        Response old = key(Map.of());
        Callable<Integer> wish = () -> rotate(old, "{}").statusCode();

        List<Integer> answers;
        try (ExecutorService many = Executors.newFixedThreadPool(8)) {
            answers = many.invokeAll(Stream.generate(() -> wish).limit(8).toList()).stream()
                    .map(Future::resultNow)
                    .toList();
        }

        assertThat(answers).containsOnlyOnce(201).contains(409).containsOnly(201, 409);
    }

    @Test
    void givesTheNewKeyTheLifeThatTheOldOneWasMadeFor() {
        Instant end = Instant.now().plus(Duration.ofDays(90));
        Response old = key(Map.of("expiresAt", end.toString()));

        Response rotated = rotate(old, "{}");

        assertThat(Instant.parse(rotated.path("expiresAt"))).isBetween(end.minusSeconds(5), end.plusSeconds(60));
        String wished = Instant.now().plus(Duration.ofDays(7)).toString();
        Response other = rotate(key(Map.of()), "{\"expiresAt\":\"" + wished + "\"}");
        assertThat(Instant.parse(other.path("expiresAt")))
                .isBetween(Instant.parse(wished).minusMillis(1), Instant.parse(wished));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"grace\":\"PT-1S\"}",
                "{\"grace\":\"P31D\"}",
                "{\"grace\":\"soon\"}",
                "{\"expiresAt\":\"2020-01-01T00:00:00Z\"}",
                "{\"expiresAt\":\"+999999999-01-01T00:00:00Z\"}",
                "["
            })
    void refusesARotationThatCanNotBe(String wanted) {
        Response old = key(Map.of());

        assertThat(rotate(old, wanted).statusCode()).isEqualTo(400);
        assertThat(listed(old, "expiresAt")).isNull();
    }

    @Test
    void rotatesNoKeyOfAnotherPartner() {
        TestKeys.partner("rotation-other");
        admin = TestKeys.admin("rotation-other");
        Response foreign = key(Map.of());
        admin = TestKeys.admin();

        assertThat(rotate(foreign, "{}").<String>path("type")).endsWith(":key-not-found");
        assertThat(api().noContentType().post("/api/v1/keys/unknown/rotation").statusCode())
                .isEqualTo(404);
    }

    private Response key(Map<String, ?> more) {
        Map<String, Object> wanted = new java.util.HashMap<>(more);
        wanted.putAll(Map.of("name", "rotated", "owner", "Ann", "scopes", Set.of("orders:read")));
        return api().contentType(ContentType.JSON).body(wanted).post("/api/v1/keys");
    }

    private Response rotate(Response key, String wanted) {
        RequestSpecification call = wanted.isEmpty()
                ? api().noContentType()
                : api().contentType(ContentType.JSON).body(wanted);
        return call.post("/api/v1/keys/" + key.path("id") + "/rotation");
    }

    private String listed(Response key, String field) {
        return api().get("/api/v1/keys").path("find { it.id == '" + key.path("id") + "' }." + field);
    }

    private static int me(Response key) {
        return given().header("Authorization", "Bearer " + key.path("key"))
                .get("/api/v1/me")
                .statusCode();
    }

    private RequestSpecification api() {
        return given().header("Authorization", "Bearer " + admin);
    }
}
