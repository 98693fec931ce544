package dev.scanrelay.pairing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.scanrelay.database.Database;
import dev.scanrelay.testing.ChartNumbers;
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

/** A new pairing waits until somebody has taken notice of what Align says of the patients. */
@QuarkusTest
@QuarkusTestResource(Services.class)
@QuarkusTestResource(SandboxService.class)
class PairingWarningsApiTest {

    @ConfigProperty(name = SandboxService.BASE)
    URI sandboxBase;

    @Inject
    Pairings pairings;

    @Inject
    Warnings warnings;

    @Inject
    Database database;

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
    void keepsANewPairingPendingUntilItsWarningsAreAcknowledged() {
        // Given: a program leads a doctor through the log-in
        String chart = ChartNumbers.disorderly(sandbox, clinic.number());
        Response started = api().post("/api/v1/pairings");
        Clinic.Return back = Clinic.signIn(URI.create(started.path("authorizeUri")), Clinic.DOCTOR);
        given().queryParam("state", back.state())
                .queryParam("code", back.code())
                .get("/pairing/callback")
                .then()
                .statusCode(200);
        api().contentType("application/json")
                .body(Map.of("account", clinic.account().value()))
                .post("/api/v1/pairings/attempts/" + started.path("attempt") + "/account")
                .then()
                .statusCode(201)
                .body("status", equalTo("pending"));
        assertThat(events()).isZero();

        // Then: it can't be used, and says why
        api().post("/api/v1/pairings/" + clinic.account() + "/callback-key")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:scanrelay:problem:pairing-pending"));
        warningsOfIt()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("checked", equalTo(true))
                .body("pending", equalTo(true))
                .body("sharedChartNumbers", hasSize(1))
                .body("sharedChartNumbers[0].chartNumber", equalTo(chart))
                .body("sharedChartNumbers[0].patientIds", hasSize(2))
                .body("withoutChartNumber", hasSize(1));

        // When
        acknowledge().statusCode(200).body("status", equalTo("active"));

        // Then
        assertThat(events()).isOne();
        warningsOfIt().body("pending", equalTo(false)).body("sharedChartNumbers", hasSize(1));
        acknowledge().statusCode(200).body("status", equalTo("active"));
        assertThat(events()).isOne();
    }

    @Test
    void tellsNoChartNumberWithoutTheScopeForPatients() {
        String chart = ChartNumbers.disorderly(sandbox, clinic.number());
        clinic.pair();

        key = keyWith("pairing:read");

        warningsOfIt()
                .statusCode(200)
                .body("sharedChartNumbers[0].patientIds", hasSize(2))
                .body(not(containsString(chart)))
                .body(not(containsString("chartNumber\"")));
        acknowledge().statusCode(403);
    }

    @Test
    void opensAtOnceWhereThereIsNothingToTakeNoticeOf() {
        ChartNumbers.orderly(sandbox, clinic.number());
        clinic.pair();

        warningsOfIt().body("checked", equalTo(true)).body("sharedChartNumbers", empty());
        assertThat(status()).isEqualTo("active");
    }

    @Test
    void saysNotCheckedWhereAlignDoesNotLook() {
        sandbox.behaviour(clinic.number(), Map.of("pairingWarnings", false));

        clinic.pair();

        warningsOfIt().body("checked", equalTo(false)).body("sharedChartNumbers", empty());
        assertThat(status()).isEqualTo("active");
    }

    @Test
    void opensByItselfOnceTheChartNumbersAreCorrected() {
        ChartNumbers.disorderly(sandbox, clinic.number());
        clinic.pair();

        ChartNumbers.orderly(sandbox, clinic.number());
        warningsOfIt().body("pending", equalTo(false));

        assertThat(status()).isEqualTo("active");
    }

    @Test
    void asksAgainByItselfWhereAlignDidNotAnswer() {
        // Given
        ChartNumbers.orderly(sandbox, clinic.number());
        sandbox.fault(
                Map.of("kind", "SERVER_ERROR", "status", 503, "call", "pairingWarnings", "account", clinic.number()));
        clinic.pair();
        assertThat(status()).isEqualTo("pending");
        acknowledge().statusCode(503);

        // When
        sandbox.clearFaults();
        warnings.catchUp();

        // Then
        assertThat(status()).isEqualTo("active");
    }

    @Test
    void doesNotGoBackToPendingWhenPairedAgain() {
        // Given
        ChartNumbers.disorderly(sandbox, clinic.number());
        clinic.pair();
        acknowledge().statusCode(200);

        // When, Then
        clinic.pair();
        assertThat(status()).isEqualTo("active");

        api().delete("/api/v1/pairings/" + clinic.account()).then().statusCode(204);
        clinic.pair();
        assertThat(status()).isEqualTo("active");
    }

    @Test
    void staysPendingWhenPairedAgainBeforeTheAcknowledgement() {
        ChartNumbers.disorderly(sandbox, clinic.number());
        clinic.pair();

        clinic.pair();

        assertThat(status()).isEqualTo("pending");
        acknowledge().body("status", equalTo("active"));
    }

    @Test
    void needsAUserWhereItsLogInDiesBeforeTheAcknowledgement() {
        // Given
        ChartNumbers.disorderly(sandbox, clinic.number());
        clinic.pair();
        sandbox.endGrants(clinic.number());

        // When
        warningsOfIt().statusCode(409).body("type", equalTo("urn:scanrelay:problem:needs-attention"));
        assertThat(status()).isEqualTo("attention");
        assertThat(count("select count(*) from outbox where account_id = :account and type like '%pairing.attention%'"))
                .isOne();

        // Then: nothing opens what nobody can call, and a new log-in does not skip the warnings
        clinic.pair();
        assertThat(status()).isEqualTo("pending");
        assertThat(events()).isZero();

        sandbox.endGrants(clinic.number());
        warningsOfIt().statusCode(409);
        acknowledge().statusCode(200).body("status", equalTo("attention"));
        assertThat(events()).isZero();

        clinic.pair();
        assertThat(status()).isEqualTo("active");
        assertThat(events()).isOne();
    }

    @Test
    void acknowledgesManyAtOnceAndSaysWhatCameOfEach() {
        // Given: one that waits, one that ended, one that Align could not be asked of yet, one that nobody knows
        ChartNumbers.disorderly(sandbox, clinic.number());
        clinic.pair();
        Clinic ended = Clinic.open(sandbox, pairings);
        ended.pair();
        api().delete("/api/v1/pairings/" + ended.account()).then().statusCode(204);
        Clinic unasked = Clinic.open(sandbox, pairings);
        sandbox.fault(
                Map.of("kind", "SERVER_ERROR", "status", 503, "call", "pairingWarnings", "account", unasked.number()));
        unasked.pair();
        List<String> accounts = List.of(
                clinic.account().value(),
                ended.account().value(),
                unasked.account().value(),
                "1",
                clinic.account().value());

        // When
        Response first = acknowledgeAll(Map.of("accounts", accounts));
        Response again = acknowledgeAll(Map.of("accounts", accounts));

        // Then
        first.then().statusCode(200);
        assertThat(first.<List<String>>path("accounts.outcome"))
                .containsExactly("acknowledged", "not-paired", "not-checked-yet", "not-found");
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(status()).isEqualTo("active");
        assertThat(events()).isOne();
    }

    @Test
    void acknowledgesForAKeyOnlyWhatItMaySeeAndWrite() {
        ChartNumbers.disorderly(sandbox, clinic.number());
        clinic.pair();
        Map<String, Object> all = Map.of("accounts", List.of(clinic.account().value()));
        String admin = key;

        key = api().contentType("application/json")
                .body(Map.of(
                        "name",
                        "elsewhere",
                        "owner",
                        "a test",
                        "scopes",
                        List.of("pairing:write"),
                        "accounts",
                        List.of("1")))
                .post("/api/v1/keys")
                .path("key");
        assertThat(acknowledgeAll(all).<List<String>>path("accounts.outcome")).containsExactly("not-found");
        key = admin;
        key = keyWith("pairing:read");
        acknowledgeAll(all).then().statusCode(403);

        assertThat(status()).isEqualTo("pending");
        assertThat(events()).isZero();
    }

    @Test
    void refusesAListOfAccountsThatIsNone() {
        acknowledgeAll(Map.of()).then().statusCode(400);
        acknowledgeAll(Map.of("accounts", List.of())).then().statusCode(400);
        acknowledgeAll(Map.of("accounts", java.util.Collections.nCopies(501, "1")))
                .then()
                .statusCode(400);
        acknowledgeAll(Map.of("accounts", List.of("not an account"))).then().statusCode(400);
    }

    private Response acknowledgeAll(Map<String, ?> body) {
        return api().contentType("application/json").body(body).post("/api/v1/pairings/acknowledgements");
    }

    @Test
    void hasNothingToAcknowledgeForAnAccountThatIsNotPaired() {
        acknowledge().statusCode(404);
        clinic.pair();
        api().delete("/api/v1/pairings/" + clinic.account()).then().statusCode(204);

        acknowledge().statusCode(409);
        warningsOfIt().statusCode(409);
    }

    /** An order that waits for the pairing is due as soon as there is one, and not after the next look some time later. */
    @Test
    void makesWaitingOrdersDueWhenThePairingOpens() {
        // Given
        ChartNumbers.disorderly(sandbox, clinic.number());
        clinic.pair();
        database.write(session -> session.createNativeQuery("""
                        insert into scan_order (id, partner_id, account_id, rx_id, wanted, due_at, failure, created_at, changed_at)
                        values (gen_random_uuid(), 'default', :account, :account, 1, now() + interval '10 minutes',
                                'needs_attention: pairing: pending', now(), now())""")
                .setParameter("account", clinic.account().value())
                .executeUpdate());

        // When
        acknowledge().statusCode(200);

        // Then
        await().untilAsserted(() -> assertThat(count(
                        "select count(*) from scan_order where account_id = :account and due_at <= clock_timestamp()"))
                .isOne());
    }

    private io.restassured.response.ValidatableResponse warningsOfIt() {
        return api().get("/api/v1/pairings/" + clinic.account() + "/warnings").then();
    }

    private io.restassured.response.ValidatableResponse acknowledge() {
        return api().post("/api/v1/pairings/" + clinic.account() + "/warnings/acknowledgement")
                .then();
    }

    private String status() {
        return pairings.find(dev.scanrelay.id.PartnerId.DEFAULT, clinic.account())
                .orElseThrow()
                .status();
    }

    private long events() {
        return count("select count(*) from outbox where account_id = :account and type like '%pairing.connected%'");
    }

    private long count(String sql) {
        return database.<Long>read(session -> session.createNativeQuery(sql, Long.class)
                .setParameter("account", clinic.account().value())
                .getSingleResult());
    }

    private String keyWith(String scope) {
        return api().contentType("application/json")
                .body(Map.of("name", "narrow", "owner", "a test", "scopes", List.of(scope)))
                .post("/api/v1/keys")
                .path("key");
    }

    private RequestSpecification api() {
        return given().header("Authorization", "Bearer " + key);
    }
}
