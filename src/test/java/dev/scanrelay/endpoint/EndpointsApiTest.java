package dev.scanrelay.endpoint;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.database.Database;
import dev.scanrelay.testing.Services;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
class EndpointsApiTest {

    private static final String PATH = "/api/v1/endpoints";
    private static final String URL = "https://dpms.example.com/scans?token=hush-hush";

    @Inject
    Database database;

    private String admin;

    @BeforeEach
    void makeAnAdminKey() {
        admin = TestKeys.admin();
    }

    @Test
    void tellsTheSecretOnceAndKeepsItAndTheUrlSealed() {
        JsonPath made =
                create(Map.of("url", URL)).then().statusCode(201).extract().jsonPath();
        String id = made.getString("endpoint.id");
        String secret = made.getString("secret.secret");

        assertThat(secret).startsWith("whsec_");
        assertThat(made.getString("endpoint.url")).isEqualTo(URL);
        assertThat(made.getString("endpoint.payload")).isEqualTo("id-only");
        assertThat(made.getBoolean("endpoint.enabled")).isTrue();
        assertThat(get(admin, id).asString()).contains("hush-hush").doesNotContain(secret);
        assertThat(given().auth()
                        .oauth2(admin)
                        .get(PATH + "/" + id + "/secrets")
                        .asString())
                .doesNotContain(secret)
                .contains("hmac");
        assertThat(atRest(id)).doesNotContain("hush-hush").doesNotContain(secret.substring(6));
    }

    @Test
    void changesAllFieldsAtOnce() {
        String id = id(create(Map.of("url", URL, "description", "first", "payload", "full", "concurrency", 9)));

        Response changed = given().auth()
                .oauth2(admin)
                .contentType(ContentType.JSON)
                .body(Map.of("url", "https://other.example.com/x", "accounts", List.of("104233"), "enabled", false))
                .put(PATH + "/" + id);

        assertThat(changed.statusCode()).isEqualTo(200);
        JsonPath now = get(admin, id).jsonPath();
        assertThat(now.getString("url")).isEqualTo("https://other.example.com/x");
        assertThat(now.getList("accounts")).isEqualTo(List.of("104233"));
        assertThat(now.getString("description")).isNull();
        assertThat(now.getString("payload")).isEqualTo("id-only");
        assertThat(now.getInt("concurrency")).isEqualTo(4);
        assertThat(now.getString("disabledReason")).isEqualTo("by-hand");
    }

    @Test
    void keepsTheSecretBeforeForTheGrace() {
        String id = id(create(Map.of("url", URL)));

        JsonPath rotated = rotate(id, Map.of());
        assertThat(rotated.getString("secret")).startsWith("whsec_");
        assertThat(secrets(id)).hasSize(2);
        assertThat(secrets(id).getFirst()).doesNotContainKey("expiresAt");
        assertThat(secrets(id).getLast()).containsKey("expiresAt");

        rotate(id, Map.of("grace", "PT0S"));
        assertThat(secrets(id)).hasSize(1); // after a leak nothing old is good, however often it was rotated before
    }

    @Test
    void letsNoRotationsPileUpSignatures() {
        String id = id(create(Map.of("url", URL)));
        for (int i = 0; i < 4; i++) {
            rotate(id, Map.of());
        }

        Response fifth = rotation(id, Map.of());

        assertThat(fifth.statusCode()).isEqualTo(409);
        assertThat(fifth.asString()).contains("too-many-secrets");
        assertThat(secrets(id)).hasSize(5);
        rotate(id, Map.of("kind", "ed25519"));
        rotate(id, Map.of("grace", "PT0S"));
        assertThat(secrets(id)).hasSize(2);
    }

    @Test
    void rotationsAtOnceTakeTurns() throws Exception {
        String id = id(create(Map.of("url", URL)));

        List<Integer> statuses;
        try (ExecutorService several = Executors.newFixedThreadPool(4)) {
            statuses =
                    several
                            .invokeAll(Collections.<Callable<Integer>>nCopies(
                                    4, () -> rotation(id, Map.of()).statusCode()))
                            .stream()
                            .map(EndpointsApiTest::result)
                            .toList();
        }

        assertThat(statuses).containsOnly(200);
        assertThat(secrets(id))
                .hasSize(5)
                .filteredOn(secret -> !secret.containsKey("expiresAt"))
                .hasSize(1);
    }

    @Test
    void overwritesNoChangeThatTheCallerHasNotSeen() {
        Response made = create(Map.of("url", URL));
        String id = id(made);
        String first = made.header("ETag");
        assertThat(get(admin, id).header("ETag")).isEqualTo(first);

        Response changed = put(id, first, Map.of("url", URL, "description", "mine"));
        Response late = put(id, first, Map.of("url", URL, "description", "another's"));

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(late.asString()).contains("endpoint-changed");
        assertThat(get(admin, id).header("ETag"))
                .isEqualTo(changed.header("ETag"))
                .isNotEqualTo(first);
        assertThat(get(admin, id).jsonPath().getString("description")).isEqualTo("mine");
        assertThat(put(id, "*", Map.of("url", URL)).statusCode()).isEqualTo(200);
        for (String nonsense : List.of("W/\"1\"", "1", "\"0\"", "\"99999999999999999999\"", "\"x\"")) {
            assertThat(put(id, nonsense, Map.of("url", URL)).statusCode()).isEqualTo(412);
        }
    }

    private Response put(String id, String ifMatch, Map<String, ?> body) {
        return given().auth()
                .oauth2(admin)
                .contentType(ContentType.JSON)
                .header("If-Match", ifMatch)
                .body(body)
                .put(PATH + "/" + id);
    }

    private static int result(Future<Integer> done) {
        try {
            return done.get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void addsAPublicKeyBesideTheSecret() {
        String id = id(create(Map.of("url", URL)));

        JsonPath added = rotate(id, Map.of("kind", "ed25519"));

        assertThat(added.getString("publicKey")).startsWith("whpk_");
        assertThat(added.getString("secret")).isNull();
        assertThat(secrets(id))
                .extracting(secret -> String.valueOf(secret.get("kind")))
                .containsExactlyInAnyOrder("hmac", "ed25519");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | url",
                "{\"url\":\"http://dpms.example.com\"} | url must begin with https://",
                "{\"url\":\"https://169.254.169.254/\"} | url must lead to a public address",
                "{\"url\":\"https://dpms.example.com\",\"types\":[\"order.ready\"]} | types must be among",
                "{\"url\":\"https://dpms.example.com\",\"types\":[\"dev.scanrelay.order.parked.v1\"]} | types must be among",
                "{\"url\":\"https://dpms.example.com\",\"payload\":\"all\"} | must be id-only or full",
                "{\"url\":\"https://dpms.example.com\",\"concurrency\":0} | concurrency",
                "{\"url\":\"https://dpms.example.com\",\"concurrency\":101} | concurrency",
                "{\"url\":\"https://dpms.example.com\",\"accounts\":[\"a b\"]} | be read",
                "{\"url\":\"https://dpms.example.com\",\"accounts\":[null]} | accounts",
                "{\"url\":\"https://dpms.example.com\",\"types\":[null]} | types",
                "{\"url\":\"https://xn--localhost-.example\"} | url must name a host",
                "{\"url\":\"https://dpms.example.com\",\"enabled\":\"maybe\"} | be read",
                "{\"url\":\"https://dpms.example.com\",\"description\":\"a\\u0000b\"} | description",
                "[] | does not have the form"
            })
    void saysWhatCanNotBe(String body, String named) {
        Response refused = given().auth()
                .oauth2(admin)
                .contentType(ContentType.JSON)
                .body(body)
                .post(PATH);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.contentType()).startsWith("application/problem+json");
        assertThat(refused.asString()).contains(named);
    }

    @Test
    void aKeyOfSomeAccountsMakesAndSeesThoseOfItsAccountsAlone() {
        String limited = key(Map.of("scopes", List.of("endpoints:write"), "accounts", List.of("104233", "104234")));
        String ofAll = id(create(Map.of("url", URL)));
        String ofAnother = id(create(Map.of("url", URL, "accounts", List.of("104233", "999"))));
        String ofMine = id(create(Map.of("url", URL, "accounts", List.of("104233"))));

        assertThat(get(limited, ofMine).statusCode()).isEqualTo(200);
        assertThat(get(limited, ofAll).statusCode()).isEqualTo(404);
        assertThat(get(limited, ofAnother).statusCode()).isEqualTo(404);
        assertThat(given().auth().oauth2(limited).delete(PATH + "/" + ofAll).statusCode())
                .isEqualTo(404);
        assertThat(create(limited, Map.of("url", URL)).asString()).contains("accounts must name");
        assertThat(create(limited, Map.of("url", URL, "accounts", List.of("999")))
                        .statusCode())
                .isEqualTo(404);
        assertThat(given().auth()
                        .oauth2(limited)
                        .get(PATH + "?limit=200")
                        .jsonPath()
                        .<Map<String, ?>>getList("endpoints"))
                .allMatch(endpoint -> endpoint.get("accounts") instanceof List<?> accounts
                        && !accounts.isEmpty()
                        && List.of("104233", "104234").containsAll(accounts));
    }

    @Test
    void listsPageByPage() {
        TestKeys.partner("endpoint-pages");
        String other = TestKeys.admin("endpoint-pages");
        for (int i = 0; i < 5; i++) {
            create(other, Map.of("url", URL)).then().statusCode(201);
        }

        JsonPath first = given().auth().oauth2(other).get(PATH + "?limit=3").jsonPath();
        JsonPath second = given().auth()
                .oauth2(other)
                .get(PATH + "?limit=3&after=" + first.getString("next"))
                .jsonPath();

        assertThat(first.getList("endpoints")).hasSize(3);
        assertThat(second.getList("endpoints")).hasSize(2);
        assertThat(second.getString("next")).isNull();
    }

    @Test
    void forgetsADeletedOne() {
        String id = id(create(Map.of("url", URL)));

        assertThat(given().auth().oauth2(admin).delete(PATH + "/" + id).statusCode())
                .isEqualTo(204);

        assertThat(get(admin, id).statusCode()).isEqualTo(404);
        assertThat(get(admin, UUID.randomUUID().toString()).statusCode()).isEqualTo(404);
    }

    private Response create(Map<String, ?> body) {
        return create(admin, body);
    }

    private static Response create(String key, Map<String, ?> body) {
        return given().auth()
                .oauth2(key)
                .contentType(ContentType.JSON)
                .body(body)
                .post(PATH);
    }

    private static String id(Response created) {
        return created.then().statusCode(201).extract().path("endpoint.id");
    }

    private static Response get(String key, String id) {
        return given().auth().oauth2(key).get(PATH + "/" + id);
    }

    private JsonPath rotate(String id, Map<String, ?> body) {
        return rotation(id, body).then().statusCode(200).extract().jsonPath();
    }

    private Response rotation(String id, Map<String, ?> body) {
        return given().auth()
                .oauth2(admin)
                .contentType(ContentType.JSON)
                .body(body)
                .post(PATH + "/" + id + "/rotation");
    }

    private List<Map<String, ?>> secrets(String id) {
        return given().auth()
                .oauth2(admin)
                .get(PATH + "/" + id + "/secrets")
                .jsonPath()
                .getList("secrets");
    }

    private String key(Map<String, ?> wish) {
        Map<String, Object> body = new HashMap<>(wish);
        body.put("name", "limited");
        body.put("owner", "a test");
        return given().auth()
                .oauth2(admin)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    private String atRest(String id) {
        return database
                .read(session -> session.createNativeQuery(
                                "select encode(e.url, 'escape') || encode(s.secret, 'escape') as kept, 1 from endpoint e"
                                        + " join endpoint_secret s on s.endpoint_id = e.id where e.id = '" + id + "'",
                                Object[].class)
                        .getSingleResult())[0]
                .toString();
    }
}
