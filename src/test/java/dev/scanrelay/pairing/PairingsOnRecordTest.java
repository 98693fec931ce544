package dev.scanrelay.pairing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.id.PartnerId;
import dev.scanrelay.testing.AuditLog;
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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever is done about a clinic is recorded with its account before it is done. */
@QuarkusTest
@QuarkusTestResource(Services.class)
@QuarkusTestResource(SandboxService.class)
class PairingsOnRecordTest {

    private static final String NAME = "Quillfeather";

    @ConfigProperty(name = SandboxService.BASE)
    URI sandboxBase;

    @Inject
    Pairings pairings;

    @Inject
    Imports imports;

    @Inject
    AuditLog log;

    private SandboxClient sandbox;
    private Clinic clinic;
    private String key = "";

    @BeforeEach
    void openAClinic() {
        sandbox = new SandboxClient(sandboxBase);
        clinic = Clinic.open(sandbox, pairings);
        key = TestKeys.admin();
    }

    @Test
    void namesTheAccountOfAnInvitationThoughItIsNotPairedYet() {
        Response made = invite(clinic.account().value());

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(log.of(made))
                .containsExactly(
                        "begun pairing-invitation.create",
                        "begun pairing-invitation.create account:" + clinic.account(),
                        "ended pairing-invitation.create ok 201 account:" + clinic.account());
        Response withdrawn = api().delete("/api/v1/pairing-invitations/" + made.<String>path("invitation.id"));
        assertThat(log.of(withdrawn))
                .containsExactly(
                        "begun pairing-invitation.withdraw",
                        "begun pairing-invitation.withdraw account:" + clinic.account(),
                        "ended pairing-invitation.withdraw ok 204 account:" + clinic.account());
    }

    @Test
    void makesNoInvitationWhoseAccountCannotBeRecorded() throws Exception {
        try (var outage = log.refuseAbout(clinic.account().value())) {
            assertThat(invite(clinic.account().value()).statusCode()).isEqualTo(503);
        }

        assertThat(api().get("/api/v1/pairing-invitations").asString())
                .doesNotContain(clinic.account().value());
    }

    @Test
    void storesNoWordOfAnInvitationThatWasRefused() {
        Response refused = api().contentType("application/json")
                .body(Map.of("label", "x", "account", NAME, "life", "soon"))
                .post("/api/v1/pairing-invitations");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(log.of(refused))
                .containsExactly(
                        "begun pairing-invitation.create",
                        "ended pairing-invitation.create refused 400 account:unknown");
    }

    @Test
    void namesTheAccountOfAPairingBeforeAlignHearsOfIt() throws Exception {
        String attempt = signedIn();
        try (var outage = log.refuseAbout(clinic.account().value())) {
            assertThat(choose(attempt, clinic.account().value()).statusCode()).isEqualTo(503);
        }
        assertThat(pairings.find(PartnerId.DEFAULT, clinic.account())).isEmpty();

        Response chosen = choose(attempt, clinic.account().value());

        assertThat(chosen.statusCode()).isEqualTo(201);
        assertThat(log.of(chosen))
                .containsExactly(
                        "begun pairing.choose",
                        "begun pairing.choose account:" + clinic.account(),
                        "ended pairing.choose ok 201 account:" + clinic.account());
    }

    @Test
    void storesNoWordOfAChoiceWithoutALogin() {
        Response refused = choose("00000000-0000-0000-0000-000000000000", NAME);

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(log.of(refused))
                .containsExactly("begun pairing.choose", "ended pairing.choose not-found 404 account:unknown");
    }

    @Test
    void namesAllWhoseWarningsAreAcknowledgedBeforeTheyAre() throws Exception {
        ChartNumbers.disorderly(sandbox, clinic.number());
        clinic.pair();
        try (var outage = log.refuseAbout(clinic.account().value())) {
            assertThat(acknowledge().statusCode()).isEqualTo(503);
        }
        assertThat(api().get("/api/v1/pairings/" + clinic.account()).<String>path("status"))
                .isEqualTo("pending");

        Response done = acknowledge();

        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(log.of(done))
                .containsExactly(
                        "begun pairing-warning.acknowledge",
                        "begun pairing-warning.acknowledge account:" + clinic.account() + " account:unknown",
                        "ended pairing-warning.acknowledge ok 200 account:" + clinic.account() + " account:unknown");
    }

    @Test
    void namesEachClinicOfAnImportInARecordOfItsOwnAndNoneOfADryRun() {
        Clinic second = Clinic.open(sandbox, pairings);
        String file = line(clinic) + "{\"account\":\"" + NAME + "\"}\n" + line(second);

        assertThat(log.of(take(file, true))).containsExactly("begun pairing.import", "ended pairing.import ok 200");
        Response real = take(file, false);

        assertThat(real.asString().lines()).hasSize(3);
        assertThat(log.of(real))
                .hasSize(4)
                .startsWith("begun pairing.import", "ended pairing.import ok 200")
                .contains(
                        "begun pairing.import account:" + clinic.account(),
                        "begun pairing.import account:" + second.account());
    }

    @Test
    void takesNoTokensOfAClinicThatCannotBeRecorded() throws Exception {
        Clinic second = Clinic.open(sandbox, pairings);
        String file = line(clinic) + line(second);
        try (var outage = log.refuseAbout(clinic.account().value())) {
            Response partly = take(file, false);

            assertThat(partly.asString().lines())
                    .satisfiesExactly(
                            unrecorded -> assertThat(unrecorded).contains("\"send-again\""),
                            taken -> assertThat(taken).contains("\"imported\""));
        }
        assertThat(imports.isPaired(PartnerId.DEFAULT, clinic.account())).isFalse();

        assertThat(take(file, false).asString().lines())
                .satisfiesExactly(
                        again -> assertThat(again).contains("\"imported\""),
                        before -> assertThat(before).contains("\"already-paired\""));
    }

    private Response invite(String account) {
        return api().contentType("application/json")
                .body(Map.of("label", "x", "account", account))
                .post("/api/v1/pairing-invitations");
    }

    private String signedIn() {
        Response started = api().post("/api/v1/pairings");
        Clinic.Return back = Clinic.signIn(URI.create(started.path("authorizeUri")), Clinic.DOCTOR);
        given().queryParam("state", back.state())
                .queryParam("code", back.code())
                .get("/pairing/callback");
        return started.path("attempt");
    }

    private Response choose(String attempt, String account) {
        return api().contentType("application/json")
                .body(Map.of("account", account))
                .post("/api/v1/pairings/attempts/" + attempt + "/account");
    }

    private Response acknowledge() {
        return api().contentType("application/json")
                .body(Map.of("accounts", List.of(clinic.account().value(), NAME)))
                .post("/api/v1/pairings/acknowledgements");
    }

    private String line(Clinic moving) {
        SandboxClient.Tokens tokens = sandbox.pair(moving.number(), Optional.of("http://127.0.0.1:1/their-own"));
        return "{\"account\":\"" + moving.account() + "\",\"refreshToken\":\"" + tokens.refreshToken() + "\"}\n";
    }

    private Response take(String lines, boolean dryRun) {
        return api().contentType("application/x-ndjson")
                .queryParam("dryRun", dryRun)
                .body(lines.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/pairings/import");
    }

    private RequestSpecification api() {
        return given().header("Authorization", "Bearer " + key);
    }
}
