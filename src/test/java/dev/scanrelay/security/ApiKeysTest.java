package dev.scanrelay.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.testing.Services;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
class ApiKeysTest {

    private static final String UNAUTHORIZED = """
            {"type":"urn:scanrelay:problem:unauthorized","status":401,"title":"API key or token needed",\
            "detail":"Send a valid API key, or a token if this service takes any, as Authorization: Bearer <key or token>."}""";
    private static final String FORBIDDEN = """
            {"type":"urn:scanrelay:problem:forbidden","status":403,"title":"Not allowed",\
            "detail":"The API key or token lacks the scope that this call needs."}""";
    private static final String NO_SUCH_KEY = """
            {"type":"urn:scanrelay:problem:key-not-found","status":404,"title":"Not found",\
            "detail":"There is no such key, or this key may not see it."}""";

    @Inject
    ApiKeys keys;

    @Inject
    KeyUses uses;

    @Inject
    Database database;

    private String admin;

    @BeforeEach
    void makeAnAdminKey() {
        admin = TestKeys.admin();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/keys", "/api/v1/keys/x", "/api/v1/nothing/here", "/api/", "/api/v1/keys/"})
    void asksEveryCallForAKey(String path) {
        Response answer = given().get(path);

        expect(answer, 401, UNAUTHORIZED);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer nonsense",
                "Basic YTpi",
                "Bearer sr_aaaaaaaaaaaaaaaa_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void refusesWhatIsNoKeyOfOurs(String header) {
        for (String path : new String[] {"/api/v1/keys", "/api/v1/nothing/here"}) {
            Response answer = given().header("Authorization", header).get(path);

            expect(answer, 401, UNAUTHORIZED);
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
    }

    @Test
    void refusesTheRightIdWithAnotherSecret() {
        String other = key(PartnerId.DEFAULT, Set.of(Scopes.ADMIN), Optional.empty());
        String mixed = new KeyToken(
                        id(admin), KeyToken.parse(other).orElseThrow().secret())
                .written()
                .reveal();

        expect(with(mixed).get("/api/v1/keys"), 401, UNAUTHORIZED);
    }

    @Test
    void refusesAScopeThatTheKeyLacks() {
        String reader = key(PartnerId.DEFAULT, Set.of(Scopes.ORDERS_READ), Optional.empty());

        expect(with(reader).get("/api/v1/keys"), 403, FORBIDDEN);
    }

    @Test
    void refusesANameThatNoColumnTakes() {
        Response answer = with(admin)
                .contentType("application/json")
                .body("{\"name\":\"a\\u0000b\",\"owner\":\"x\",\"scopes\":[\"orders:read\"]}")
                .post("/api/v1/keys");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"a\",\"owner\":\"x\",\"scopes\":[null]}",
                "{\"name\":\"a\",\"owner\":\"x\",\"scopes\":[\"orders:read\"],\"accounts\":[null]}",
                "{\"name\":\"a\",\"owner\":\"x\",\"scopes\":[\"orders:read\"],\"accounts\":[\"a b\"]}",
                "{\"name\":\"a\",\"owner\":\"x\",\"scopes\":[\"orders:read\"],\"expiresAt\":1e400}",
                "{\"name\":\"a\",\"owner\":\"x\",\"scopes\":[\"orders:read\"],\"expiresAt\":99999999999999999999}",
                "null"
            })
    void refusesAWantedKeyThatCanNotBe(String wanted) {
        Response answer = with(admin).body(wanted).post("/api/v1/keys");

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }

    @Test
    void knowsNoKeyByAnIdThatNoColumnTakes() {
        RequestSpecification call = with(admin).urlEncodingEnabled(false);

        expect(call.delete("/api/v1/keys/a%00b"), 404, NO_SUCH_KEY);
        expect(call.body("{}").post("/api/v1/keys/a%00b/rotation"), 404, NO_SUCH_KEY);
    }

    @Test
    void refusesAnExpiredKey() {
        String expired = key(
                PartnerId.DEFAULT,
                Set.of(Scopes.ADMIN),
                Optional.of(Instant.now().minusSeconds(1)));

        expect(with(expired).get("/api/v1/keys"), 401, UNAUTHORIZED);
    }

    @Test
    void showsANewKeyOnceAndKeepsItsHashAlone() {
        Response created = with(admin)
                .body(Map.of(
                        "name",
                        "practice 7",
                        "owner",
                        "Integration team",
                        "scopes",
                        Set.of(Scopes.ORDERS_READ),
                        "accounts",
                        Set.of("70001")))
                .post("/api/v1/keys");

        assertThat(created.statusCode()).as(created.asString()).isEqualTo(201);
        assertThat(created.header("Location")).endsWith("/api/v1/keys/" + created.path("id"));
        String whole = created.path("key");
        KeyToken token = KeyToken.parse(whole).orElseThrow();
        String kept = database.<String>read(session -> session.createNativeQuery(
                        "select k::text || encode(hash, 'hex') from api_key k where id = :id", String.class)
                .setParameter("id", token.id())
                .getSingleResult());
        assertThat(kept).doesNotContain(token.secret().reveal());
        assertThat(kept).endsWith(HexFormat.of().formatHex(KeyHash.of(token).bytes()));
        with(admin)
                .get("/api/v1/keys")
                .then()
                .statusCode(200)
                .body("find { it.id == '" + token.id() + "' }.name", equalTo("practice 7"))
                .body("find { it.id == '" + token.id() + "' }.owner", equalTo("Integration team"))
                .body("find { it.id == '" + token.id() + "' }.key", equalTo(null));
    }

    @Test
    void refusesARevokedKeySoonAlsoWhereItIsCached() {
        String key = key(PartnerId.DEFAULT, Set.of(Scopes.ADMIN), Optional.empty());
        with(key).get("/api/v1/keys").then().statusCode(200);

        with(admin)
                .delete("/api/v1/keys/" + KeyToken.parse(key).orElseThrow().id())
                .then()
                .statusCode(204);

        await().atMost(Duration.ofSeconds(20)) // five on an idle machine; a test does not measure
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> expect(with(key).get("/api/v1/keys"), 401, UNAUTHORIZED));
    }

    @Test
    void hidesTheKeysOfAnotherPartner() {
        database.write(session -> session.createNativeQuery(
                        "insert into partner (id, name) values ('keys-other', 'Other') on conflict do nothing")
                .executeUpdate());
        String foreign = key(new PartnerId("keys-other"), Set.of(Scopes.ADMIN), Optional.empty());
        String foreignId = KeyToken.parse(foreign).orElseThrow().id();

        expect(with(admin).delete("/api/v1/keys/" + foreignId), 404, NO_SUCH_KEY);
        expect(with(admin).delete("/api/v1/keys/unknown"), 404, NO_SUCH_KEY);
        assertThat(with(admin).get("/api/v1/keys").asString()).doesNotContain(foreignId);
        with(foreign).get("/api/v1/keys").then().statusCode(200);
    }

    @Test
    void saysWhatIsWrongWithAWantedKey() {
        assertThat(refusal(Map.of("name", "a", "owner", "b", "scopes", Set.of("everything"))))
                .startsWith("scopes holds an unknown scope. Known are admin, ")
                .doesNotContain("everything");
        assertThat(refusal(Map.of("name", "a", "owner", "b", "scopes", Set.of("admin"), "accounts", Set.of("1"))))
                .startsWith("A key with the scope admin can't be limited to accounts");
        assertThat(refusal(Map.of(
                        "name", "a", "owner", "b", "scopes", Set.of("admin"), "expiresAt", "2020-01-01T00:00:00Z")))
                .isEqualTo("expiresAt is in the past.");
    }

    @Test
    void asksWhoAnswersForANewKey() {
        Response answer =
                with(admin).body(Map.of("name", "a", "scopes", Set.of("admin"))).post("/api/v1/keys");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.<List<String>>path("violations.field")).containsExactly("owner");
    }

    @Test
    void tellsACallerWhoItIs() {
        with(admin)
                .get("/api/v1/me")
                .then()
                .statusCode(200)
                .body("id", equalTo(id(admin)))
                .body("credential", equalTo("key"))
                .body("partner", equalTo("default"))
                .body("owner", equalTo("operator"))
                .body("scopes.size()", equalTo(Scopes.ALL.size()))
                .body("accounts", equalTo(null))
                .body("expiresAt", equalTo(null));
        String reader = key(
                PartnerId.DEFAULT,
                Set.of(Scopes.ORDERS_READ),
                Optional.of(Instant.now().plusSeconds(60)));
        Response me = with(reader).get("/api/v1/me");
        assertThat(me.<List<String>>path("scopes")).containsExactly("orders:read");
        assertThat(me.<String>path("expiresAt")).isNotBlank();
    }

    @Test
    void notesWhenAKeyWasLastUsed() {
        assertThat(lastUse(admin)).isNull(); // this call is noted, and not yet written

        uses.write();

        assertThat(Instant.parse(lastUse(admin))).isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    private String lastUse(String key) {
        return with(admin).get("/api/v1/keys").path("find { it.id == '" + id(key) + "' }.lastUsedAt");
    }

    @Test
    void theCommandSaysWhichPartnerIsMissing() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream text = new PrintStream(err, true, StandardCharsets.UTF_8);

        int code = AdminKeyCommand.run(List.of("create", "--partner", "nobody"), text, text);

        assertThat(code).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8).strip())
                .isEqualTo("There is no partner nobody. Make it with: partner add --id nobody");
    }

    private String refusal(Map<String, ?> wanted) {
        Response answer = with(admin).body(wanted).post("/api/v1/keys");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        return answer.path("detail");
    }

    private String key(PartnerId partner, Set<String> scopes, Optional<Instant> expires) {
        KeyToken token = KeyToken.random();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        keys.add(new ApiKey(
                        token.id(),
                        partner,
                        KeyHash.of(token),
                        "test",
                        "a test",
                        scopes,
                        Optional.empty(),
                        Optional.empty(),
                        ApiKey.Life.from(now, expires)))
                .await()
                .atMost(Duration.ofSeconds(5));
        return token.written().reveal();
    }

    private static String id(String key) {
        return KeyToken.parse(key).orElseThrow().id();
    }

    private static RequestSpecification with(String key) {
        return given().header("Authorization", "Bearer " + key).contentType(ContentType.JSON);
    }

    private static void expect(Response answer, int status, String problem) {
        assertThat(answer.asString()).isEqualTo(problem);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }
}
