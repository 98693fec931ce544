package dev.scanrelay.pairing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.SandboxService;
import dev.scanrelay.testing.Services;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Services.class)
@QuarkusTestResource(SandboxService.class)
class PairingApiTest {

    @ConfigProperty(name = SandboxService.BASE)
    URI sandboxBase;

    @Inject
    Pairings pairings;

    private SandboxClient sandbox;
    private Clinic clinic;
    private String key = "";

    @BeforeEach
    void openAClinic() {
        sandbox = new SandboxClient(sandboxBase);
        clinic = Clinic.open(sandbox, pairings);
        key = TestKeys.admin();
    }

    @AfterEach
    void bringAlignBack() {
        sandbox.clearFaults();
    }

    @Test
    void pairsShowsRotatesAndEnds() {
        // Given
        Response started = api().post("/api/v1/pairings");
        started.then().statusCode(201);
        String attempt = started.path("attempt");
        Clinic.Return back = Clinic.signIn(URI.create(started.path("authorizeUri")), Clinic.DOCTOR);

        // When
        Response returned = callback(back);

        // Then
        returned.then().statusCode(200).header("Cache-Control", "no-store").body("attempt", equalTo(attempt));
        assertThat(returned.<List<String>>path("accounts.account"))
                .contains(clinic.account().value());
        api().get("/api/v1/pairings/attempts/" + attempt).then().statusCode(200);

        choose(attempt)
                .then()
                .statusCode(201)
                .body("status", equalTo("active"))
                .body("region", equalTo("eu-central-1"));
        choose(attempt).then().statusCode(404);
        api().get(clinic.list())
                .then()
                .statusCode(200)
                .body("pairings.account", hasItem(clinic.account().value()));
        api().post("/api/v1/pairings/" + clinic.account() + "/callback-key")
                .then()
                .statusCode(200)
                .body("generation", equalTo(2));
        api().delete("/api/v1/pairings/" + clinic.account()).then().statusCode(204);
        api().delete("/api/v1/pairings/" + clinic.account()).then().statusCode(404);
        api().get("/api/v1/pairings/" + clinic.account()).then().body("status", equalTo("ended"));
    }

    @Test
    void acceptsAnEndThatAlignCanNotBeToldYet() {
        clinic.pair();
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "status", 503));

        api().delete("/api/v1/pairings/" + clinic.account()).then().statusCode(202);
        api().get("/api/v1/pairings/" + clinic.account()).then().body("status", equalTo("ending"));
    }

    @Test
    void saysWhatIsWrongWithAReturnAndEchoesNothing() {
        String state = "no-state-of-ours";

        Response refused = callback(new Clinic.Return(state, "code"));

        refused.then().statusCode(400).contentType("application/problem+json");
        assertThat(refused.asString()).contains("Start again").doesNotContain(state);
        given().get("/pairing/callback").then().statusCode(400);
        given().queryParam("state", "x".repeat(3000))
                .get("/pairing/callback")
                .then()
                .statusCode(400);
    }

    @Test
    void tellsOfTroubleAtAlignWithATimeToComeAgain() {
        clinic.pair();
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "status", 503));

        api().post("/api/v1/pairings/" + clinic.account() + "/callback-key")
                .then()
                .statusCode(503)
                .header("Retry-After", "30");
    }

    @Test
    void showsThePartnersKeyOnce() {
        Response shown = api().post("/api/v1/partner/callback-key");

        shown.then().statusCode(201).header("Cache-Control", "no-store");
        assertThat(shown.<String>path("url")).endsWith("/webhooks/itero/" + shown.<String>path("key"));
    }

    @Test
    void hidesAccountsThatAKeyMayNotSee() {
        // Given
        clinic.pair();
        String limited = api().contentType("application/json")
                .body(Map.of(
                        "name",
                        "limited",
                        "owner",
                        "a test",
                        "scopes",
                        List.of("pairing:read", "pairing:write"),
                        "accounts",
                        List.of("999999")))
                .post("/api/v1/keys")
                .path("key");

        // When
        key = limited;

        // Then
        api().get("/api/v1/pairings/" + clinic.account()).then().statusCode(404);
        api().delete("/api/v1/pairings/" + clinic.account()).then().statusCode(404);
        api().post("/api/v1/pairings/" + clinic.account() + "/callback-key")
                .then()
                .statusCode(404);
        api().get(clinic.list())
                .then()
                .statusCode(200)
                .body("pairings.account", not(hasItem(clinic.account().value())));
    }

    @Test
    void needsAKey() {
        given().get("/api/v1/pairings").then().statusCode(401);
        given().post("/api/v1/partner/callback-key").then().statusCode(401);
    }

    private RequestSpecification api() {
        return given().header("Authorization", "Bearer " + key);
    }

    private Response choose(String attempt) {
        return api().contentType("application/json")
                .body(Map.of("account", clinic.account().value()))
                .post("/api/v1/pairings/attempts/" + attempt + "/account");
    }

    private static Response callback(Clinic.Return back) {
        return given().queryParam("state", back.state())
                .queryParam("code", back.code())
                .get("/pairing/callback");
    }
}
