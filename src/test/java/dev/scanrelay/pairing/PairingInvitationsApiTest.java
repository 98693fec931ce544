package dev.scanrelay.pairing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.scanrelay.database.Database;
import dev.scanrelay.testing.SandboxService;
import dev.scanrelay.testing.Services;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Services.class)
@QuarkusTestResource(SandboxService.class)
class PairingInvitationsApiTest {

    private static final String PATH = "/api/v1/pairing-invitations";

    @Inject
    Database database;

    private String admin = "";

    @BeforeEach
    void makeAKey() {
        admin = TestKeys.admin();
    }

    @Test
    void tellsTheLinkOnce() {
        Response made = make(admin, Map.of("label", " Praxis Dr. Müller "));
        made.then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body("invitation.label", equalTo("Praxis Dr. Müller"))
                .body("invitation.status", equalTo("open"))
                .body("url", containsString("/pairing/"));
        String token = made.<String>path("url").replaceAll(".*/", "");
        String id = made.path("invitation.id");

        as(admin).get(PATH + "/" + id).then().statusCode(200).body(not(containsString(token)));
        as(admin)
                .get(PATH)
                .then()
                .statusCode(200)
                .body("invitations.id", hasItem(id))
                .body(not(containsString(token)));
    }

    @Test
    void withdrawsOnceAndForAll() {
        String id = make(admin, Map.of("label", "x")).path("invitation.id");

        as(admin).delete(PATH + "/" + id).then().statusCode(204);
        as(admin).delete(PATH + "/" + id).then().statusCode(204);

        as(admin).get(PATH + "/" + id).then().body("status", equalTo("withdrawn"));
    }

    @Test
    void saysWhatIsWrongWithAWish() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of(),
                Map.of("label", " "),
                Map.of("label", "x".repeat(101)),
                Map.of("label", "a\u0000b"),
                Map.of("label", "x", "life", "PT1S"),
                Map.of("label", "x", "life", "P31D"),
                Map.of("label", "x", "life", "soon"),
                Map.of("label", "x", "account", "no account!"),
                Map.of("label", "x", "returnUrl", "https://evil.example.com"))) {
            make(admin, wrong).then().statusCode(400).contentType("application/problem+json");
        }
    }

    @Test
    void saysHowToWriteALife() {
        for (Object wrong : List.of("soon", "", "PT4M59S", "P31D", "-P3D", "P99999999999999999D", 259200, true)) {
            make(admin, Map.of("label", "x", "life", wrong))
                    .then()
                    .statusCode(400)
                    .body("detail", equalTo("life has to be a time as ISO-8601 from PT5M to PT720H, such as PT72H."));
        }
        make(admin, Map.of("label", "x", "life", "P3D")).then().statusCode(201);
    }

    @Test
    void isForKeysOfThePairingScopeAndTheirAccounts() {
        // Given
        String reader = key(Map.of("name", "r", "owner", "a test", "scopes", List.of("pairing:read")));
        String other = key(Map.of("name", "o", "owner", "a test", "scopes", List.of("orders:read")));
        String limited = key(Map.of(
                "name", "l", "owner", "a test", "scopes", List.of("pairing:write"), "accounts", List.of("740001")));
        String mine = make(limited, Map.of("label", "x", "account", "740001")).path("invitation.id");
        String foreign = make(admin, Map.of("label", "x", "account", "740002")).path("invitation.id");

        // Then
        make(reader, Map.of("label", "x")).then().statusCode(403);
        as(reader).get(PATH + "/" + foreign).then().statusCode(200);
        as(other).get(PATH).then().statusCode(403);
        given().get(PATH).then().statusCode(401);
        make(limited, Map.of("label", "x")).then().statusCode(400);
        make(limited, Map.of("label", "x", "account", "740002")).then().statusCode(400);
        as(limited).get(PATH + "/" + mine).then().statusCode(200);
        as(limited).get(PATH + "/" + foreign).then().statusCode(404);
        as(limited).delete(PATH + "/" + foreign).then().statusCode(404);
        as(limited).get(PATH).then().body("invitations.id", not(hasItem(foreign)));
    }

    @Test
    void showsAnotherPartnerNothing() {
        database.write(session -> session.createNativeQuery(
                        "insert into partner (id, name) values ('invitations-other', 'Other') on conflict do nothing")
                .executeUpdate());
        String foreign = TestKeys.admin("invitations-other");
        String id = make(admin, Map.of("label", "x")).path("invitation.id");

        as(foreign).get(PATH + "/" + id).then().statusCode(404);
        as(foreign).delete(PATH + "/" + id).then().statusCode(404);
        as(foreign).get(PATH).then().body("invitations.id", not(hasItem(id)));
        make(foreign, Map.of("label", "x"))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:scanrelay:problem:no-registration"));
        assertThat(as(admin).get(PATH + "/" + id).<String>path("status")).isEqualTo("open");
    }

    private static Response make(String key, Map<String, Object> wish) {
        return as(key).contentType("application/json").body(wish).post(PATH);
    }

    private String key(Map<String, Object> wish) {
        return as(admin)
                .contentType("application/json")
                .body(wish)
                .post("/api/v1/keys")
                .path("key");
    }

    private static RequestSpecification as(String key) {
        return given().header("Authorization", "Bearer " + key);
    }
}
