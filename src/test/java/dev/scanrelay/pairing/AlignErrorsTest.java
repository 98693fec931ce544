package dev.scanrelay.pairing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.SandboxService;
import dev.scanrelay.testing.Services;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a failure at Align reaches a caller: a stable code, whether trying again helps and when, and nothing of Align's own words. */
@QuarkusTest
@QuarkusTestResource(Services.class)
@QuarkusTestResource(SandboxService.class)
class AlignErrorsTest {

    private static final String CALL = "companiesForPairing";

    @ConfigProperty(name = SandboxService.BASE)
    URI sandboxBase;

    @Inject
    Pairings pairings;

    private SandboxClient sandbox;
    private String path = "";

    @BeforeEach
    void signIn() {
        sandbox = new SandboxClient(sandboxBase);
        Authorized.Choose signedIn =
                (Authorized.Choose) Clinic.open(sandbox, pairings).authorize(Clinic.DOCTOR);
        path = "/api/v1/pairings/attempts/" + signedIn.attempt();
    }

    @AfterEach
    void bringAlignBack() {
        sandbox.clearFaults();
    }

    @Test
    void saysThatAlignIsOutAndThatTryingAgainHelps() {
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "call", CALL, "status", 500));

        expect(503, "align-unavailable", Map.of("retryable", true, "retryAfterSeconds", 30));
    }

    @Test
    void passesOnHowLongAlignAsksToWait() {
        sandbox.fault(Map.of("kind", "RATE_LIMIT", "call", CALL, "retryAfterSeconds", 7));

        Response answer = expect(503, "align-rate-limited", Map.of("retryable", true, "retryAfterSeconds", 7));
        assertThat(answer.header("Retry-After")).isEqualTo("7");
    }

    @Test
    void saysThatTryingAgainIsOfNoUseOnceAlignRefusesTheAccess() {
        sandbox.fault(Map.of("kind", "UNAUTHORISED", "call", CALL));

        expect(409, "align-unauthorised", Map.of("retryable", false));
    }

    @Test
    void treatsALostAnswerAsAnOutage() {
        sandbox.fault(Map.of("kind", "ANSWER_LOST", "call", CALL));

        expect(503, "align-unavailable", Map.of("retryable", true));
    }

    private Response expect(int status, String code, Map<String, ?> fields) {
        Response answer =
                given().header("Authorization", "Bearer " + TestKeys.admin()).get(path);
        answer.then().statusCode(status).contentType("application/problem+json");
        assertThat(answer.<String>path("code")).isEqualTo(code);
        assertThat(answer.<String>path("type")).isEqualTo("urn:scanrelay:problem:" + code);
        assertThat(answer.jsonPath().getMap("")).containsAllEntriesOf(Map.copyOf(fields));
        assertThat(answer.asString()).doesNotContainIgnoringCase("slow down", "try again later", "token is not valid");
        return answer;
    }
}
