package dev.scanrelay.security;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.testing.MovableClock;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Tokens of an issuer beside API keys. */
@QuarkusTest
@TestProfile(AccessProfile.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TokensTest {

    @ConfigProperty(name = "scanrelay.oidc.issuer")
    URI issuer;

    @Inject
    MovableClock clock;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void stopTheIssuer() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        clock.putBack();
    }

    /** Before any other, since an issuer that answered once is not asked again for a while. */
    @Test
    @Order(0)
    void asksAnIssuerThatIsOutOnceForAllWhoComeMeanwhile() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        open.add(TestIssuer.out(issuer, asked));
        clock.advance(DiscoveryGate.PAUSE);
        String token = TestIssuer.token(claims());
        assertThat(me(token).statusCode()).isEqualTo(503);
        int once = asked.get();
        assertThat(once).isPositive();

        List<Response> answers;
        Instant begin = Instant.now();
        try (ExecutorService callers = Executors.newFixedThreadPool(6)) {
            answers = callers.invokeAll(Collections.<Callable<Response>>nCopies(24, () -> me(token))).stream()
                    .map(TokensTest::outcome)
                    .toList();
        }
        long pauses = Duration.between(begin, Instant.now()).dividedBy(DiscoveryGate.PAUSE) + 1; // on a slow machine

        assertThat(asked.get()).isLessThanOrEqualTo(once * (int) (1 + pauses));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.contentType()).startsWith("application/problem+json");
            assertThat(answer.header("Retry-After")).isEqualTo("5");
        });
        clock.advance(DiscoveryGate.PAUSE);
        int before = asked.get();
        assertThat(me(token).statusCode()).isEqualTo(503);
        assertThat(asked.get()).as("it is asked again after the pause").isGreaterThan(before);
    }

    /** Early, since an issuer that answered once is not asked again for a while. */
    @Test
    @Order(1)
    void keepsKeysGoingWhileTheIssuerIsOut() {
        String key = TestKeys.admin();
        clock.advance(Duration.ofSeconds(30)); // so that it is asked

        Response answer = me(TestIssuer.token(claims()));

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(503);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(me(key).statusCode()).isEqualTo(200);
        assertThat(given().get("/api/v1/me").statusCode())
                .as("without a credential")
                .isEqualTo(401);
    }

    @Test
    void knowsTheBearerByItsClaims() {
        listen();
        Map<String, Object> claims = claims();
        claims.put("sub", "7f0c-anna");
        claims.put("realm_access", Map.of("roles", List.of("offline_access", "orders:read", "rx:write")));
        claims.put("scanrelay_accounts", List.of("104233", "104234"));

        Response me = me(TestIssuer.token(claims));

        assertThat(me.statusCode()).as(me.asString()).isEqualTo(200);
        assertThat(me.<String>path("id")).isEqualTo("7f0c-anna");
        assertThat(me.<String>path("credential")).isEqualTo("token");
        assertThat(me.<String>path("partner")).isEqualTo("default");
        assertThat(me.<List<String>>path("scopes")).containsExactly("orders:read", "rx:write");
        assertThat(me.<List<String>>path("accounts")).containsExactly("104233", "104234");
        assertThat(Instant.parse(me.path("expiresAt"))).isAfter(Instant.now());
    }

    @Test
    void letsATokenDoWhatItsRolesSayAndNothingElse() {
        listen();
        String reader = TestIssuer.token(claims());
        Map<String, Object> claims = claims();
        claims.put("sub", "an-admin");
        claims.put("realm_access", Map.of("roles", "admin")); // words in one text do as well
        String admin = TestIssuer.token(claims);

        assertThat(get(reader, "/api/v1/orders").statusCode()).isEqualTo(200);
        assertThat(get(reader, "/api/v1/keys").statusCode()).isEqualTo(403);
        assertThat(get(admin, "/api/v1/keys").statusCode()).isEqualTo(200);
        String made = given().header("Authorization", "Bearer " + admin)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "by token", "owner", "Ann", "scopes", List.of("orders:read")))
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
        assertThat(me(made).statusCode()).isEqualTo(200);
    }

    @Test
    void limitsATokenToItsAccounts() {
        listen();
        Map<String, Object> none = claims();
        none.put("scanrelay_accounts", List.of());
        Map<String, Object> wide = claims();
        wide.put("realm_access", Map.of("roles", List.of("admin")));
        wide.put("scanrelay_accounts", List.of("104233"));

        assertThat(me(TestIssuer.token(none)).<List<String>>path("accounts")).isEmpty();
        assertThat(get(TestIssuer.token(none), "/api/v1/orders?account=104233").statusCode())
                .isIn(200, 404);
        refuses(TestIssuer.token(wide), "admin within accounts");
    }

    @Test
    void showsNothingToATokenThatIsLimitedToNoAccount() {
        listen();
        Map<String, Object> claims = claims();
        claims.put(
                "realm_access",
                Map.of(
                        "roles",
                        List.of(
                                "orders:read",
                                "orders:write",
                                "pairing:read",
                                "artifacts:read",
                                "endpoints:read",
                                "events:read")));
        claims.put("scanrelay_accounts", List.of());
        String none = TestIssuer.token(claims);
        String id = "0a3f6f5c-9d2e-4c1b-8f7a-2b6f5d1e9c40";

        for (String lists :
                List.of("orders", "orders?changedSince=2026-01-01", "orders?state=parked&failure=permanent")) {
            Response answer = get(none, "/api/v1/" + lists);
            assertThat(answer.statusCode()).as(lists + answer.asString()).isEqualTo(200);
            assertThat(answer.<List<Object>>path("orders")).isEmpty();
        }
        given().header("Authorization", "Bearer " + TestKeys.admin())
                .contentType(ContentType.JSON)
                .body(Map.of("url", "https://dpms.example.com/scans"))
                .post("/api/v1/endpoints")
                .then()
                .statusCode(201);
        assertThat(get(none, "/api/v1/endpoints").<List<Object>>path("endpoints"))
                .isEmpty();
        assertThat(get(none, "/api/v1/events?after=oldest").<List<Object>>path("events"))
                .isEmpty();
        for (String other :
                List.of("orders/" + id, "orders/" + id + "/why", "orders/by-rx/" + id + "/why", "pairings")) {
            Response answer = get(none, "/api/v1/" + other);
            assertThat(answer.statusCode()).as(other + answer.asString()).isIn(200, 403, 404);
        }
        for (String posted : List.of("orders/redrive/preview", "orders/redrive")) {
            Response answer = given().header("Authorization", "Bearer " + none)
                    .contentType(ContentType.JSON)
                    .body(Map.of("state", "any"))
                    .post("/api/v1/" + posted);
            assertThat(answer.statusCode()).as(posted + answer.asString()).isIn(200, 202);
            assertThat(answer.<List<Object>>path("orders")).isEmpty();
        }
    }

    @Test
    void refusesWhatIsNoGoodTokenForUs() throws Exception {
        listen();
        refuses(TestIssuer.token(with("aud", "something-else")), "for another audience");
        refuses(TestIssuer.token(without("aud")), "for no audience");
        refuses(TestIssuer.token(with("iss", "https://elsewhere.example.com")), "of another issuer");
        refuses(TestIssuer.token(with("exp", Instant.now().getEpochSecond() - 5)), "expired");
        refuses(TestIssuer.token(without("exp")), "without an end");
        refuses(TestIssuer.token(with("nbf", Instant.now().getEpochSecond() + 600)), "not yet good");
        refuses(TestIssuer.token(without("sub")), "without a subject");
        refuses(TestIssuer.token(without("scanrelay_partner")), "without a partner");
        refuses(TestIssuer.token(with("scanrelay_partner", "nobody")), "of an unknown partner");
        refuses(TestIssuer.token(with("scanrelay_partner", "Not A Partner")), "of an impossible partner");
        refuses(TestIssuer.token(with("scanrelay_partner", List.of("default"))), "of several partners");
        refuses(TestIssuer.token(with("scanrelay_accounts", List.of("a b"))), "with an impossible account");
        Map<String, String> header = Map.of("alg", "RS256", "kid", "1");
        refuses(TestIssuer.signed(header, claims(), TestIssuer.keys()), "signed by somebody else");
        String good = TestIssuer.token(claims());
        refuses(good.substring(0, good.length() - 8) + "AAAAAAAA", "with a broken signature");
        String[] parts = good.split("\\.");
        refuses(parts[0] + "." + TestIssuer.part(with("sub", "mallory")) + "." + parts[2], "altered");
        refuses(TestIssuer.part(Map.of("alg", "none")) + "." + parts[1] + ".", "unsigned");
        refuses(TestIssuer.part(Map.of("alg", "none")) + "." + parts[1] + "." + parts[2], "unsigned, with a signature");
        refuses(signedWithThePublicKey(parts[1]), "signed with the public key as a secret");
        for (String garbage : List.of("a.b.c", "..", "e30.e30.e30", "x".repeat(5000), parts[0] + "." + parts[1])) {
            refuses(garbage, "no token at all");
        }
        assertThat(me(good).statusCode()).isEqualTo(200);
    }

    /** Once for the keys themselves, if nobody asked before, and once for what they may have become since. */
    @Test
    void asksTheIssuerOnceHoweverManyKeysAreNamedThatItDoesNotHave() {
        TestIssuer listening = listen();
        assertThat(me(TestIssuer.token(claims())).statusCode()).isEqualTo(200);

        for (int i = 0; i < 20; i++) {
            Map<String, String> header = Map.of("alg", "RS256", "kid", "made-up-" + i);
            refuses(TestIssuer.signed(header, claims(), TestIssuer.KEYS), "a key that is none");
        }

        assertThat(listening.askedForKeys()).isLessThanOrEqualTo(2);
        assertThat(me(TestIssuer.token(claims())).statusCode()).isEqualTo(200);
    }

    @Test
    void takesAKeyForAKeyAndATokenForAToken() {
        listen();

        refuses("sr_" + TestIssuer.token(claims()), "a token dressed as a key");
        refuses(TestKeys.admin().substring(3), "a key dressed as a token");
    }

    private static Response outcome(Future<Response> call) {
        try {
            return call.get();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String signedWithThePublicKey(String claims) throws Exception {
        String content = TestIssuer.part(Map.of("alg", "HS256", "kid", "1")) + "." + claims;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(TestIssuer.KEYS.getPublic().getEncoded(), "HmacSHA256"));
        return content + "." + TestIssuer.base64(mac.doFinal(content.getBytes(UTF_8)));
    }

    private TestIssuer listen() {
        TestIssuer listening = TestIssuer.listening(issuer);
        open.add(listening);
        clock.advance(Duration.ofMinutes(1)); // past every pause after it was out
        return listening;
    }

    private Map<String, Object> claims() {
        Map<String, Object> claims = new HashMap<>();
        claims.put("iss", issuer.toString());
        claims.put("aud", List.of("account", AccessProfile.AUDIENCE));
        claims.put("sub", "somebody");
        claims.put("iat", Instant.now().getEpochSecond());
        claims.put("exp", Instant.now().getEpochSecond() + 300);
        claims.put("realm_access", Map.of("roles", List.of("orders:read")));
        claims.put("scanrelay_partner", "default");
        return claims;
    }

    private Map<String, Object> with(String claim, Object value) {
        Map<String, Object> claims = claims();
        claims.put(claim, value);
        return claims;
    }

    private Map<String, Object> without(String claim) {
        Map<String, Object> claims = claims();
        claims.remove(claim);
        return claims;
    }

    private static void refuses(String token, String what) {
        Response answer = me(token);
        assertThat(answer.statusCode()).as(what + ": " + answer.asString()).isEqualTo(401);
        assertThat(answer.contentType()).as(what).startsWith("application/problem+json");
        assertThat(answer.header("WWW-Authenticate")).as(what).isEqualTo("Bearer");
    }

    private static Response me(String credential) {
        return get(credential, "/api/v1/me");
    }

    private static Response get(String credential, String path) {
        return given().header("Authorization", "Bearer " + credential).get(path);
    }
}
