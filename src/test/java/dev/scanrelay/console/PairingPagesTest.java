package dev.scanrelay.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.scanrelay.testing.AuditLog;
import dev.scanrelay.testing.Captured;
import dev.scanrelay.testing.ChartNumbers;
import dev.scanrelay.testing.MovableClock;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.SandboxService;
import dev.scanrelay.testing.Services;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A clinic's user goes through the pages as a browser would. */
@QuarkusTest
@QuarkusTestResource(Services.class)
@QuarkusTestResource(SandboxService.class)
class PairingPagesTest {

    private static final String DOCTOR = "anna.mueller";
    private static final AtomicLong NEXT = new AtomicLong(740_000);

    @ConfigProperty(name = SandboxService.BASE)
    URI sandboxBase;

    @Inject
    MovableClock clock;

    @Inject
    AuditLog log;

    private final Surfer surfer = new Surfer();
    private SandboxClient sandbox;
    private String key = "";
    private long account;

    @BeforeEach
    void openAClinic() {
        sandbox = new SandboxClient(sandboxBase);
        key = TestKeys.admin();
        account = NEXT.incrementAndGet();
        sandbox.newAccount(account);
    }

    @AfterEach
    void putTheWorldBack() {
        sandbox.clearFaults();
        clock.putBack();
    }

    @Test
    void leadsFromTheLinkToAConnectedClinic() {
        // Given
        ChartNumbers.orderly(sandbox, account);
        Invited invited = invite(Map.of("returnUrl", "https://dpms.example.com/itero/done"));

        // When, Then
        surfer.open(invited.url());
        assertThat(surfer.heading()).isEqualTo("Default partner asks to receive your iTero scans");
        assertThat(surfer.html()).contains("Praxis M&amp;M &lt;b&gt;");

        surfer.submit();
        assertThat(surfer.heading()).isEqualTo("Sign in to iTero");

        surfer.signIn(DOCTOR);
        assertThat(surfer.heading()).isEqualTo("Which account shall be connected?");
        assertThat(surfer.address().getRawQuery()).isNull();
        assertThat(surfer.html()).contains("Clinic " + account);

        surfer.submit("account", Long.toString(account));
        assertThat(surfer.heading()).isEqualTo("Your clinic is connected");
        assertThat(surfer.html()).contains("found no problems");
        assertThat(surfer.link("Back to your practice software")).startsWith("https://dpms.example.com/itero/done");

        api().get("/api/v1/pairings/" + account).then().statusCode(200).body("status", equalTo("active"));
        api().get("/api/v1/pairing-invitations/" + invited.id())
                .then()
                .body("status", equalTo("spent"))
                .body("pairedAccount", equalTo(Long.toString(account)));
    }

    @Test
    void saysWhyALinkOpensNothing() {
        Invited spent = invite(Map.of());
        connect(spent);
        Invited withdrawn = invite(Map.of());
        api().delete("/api/v1/pairing-invitations/" + withdrawn.id()).then().statusCode(204);
        Invited expired = invite(Map.of("life", "PT5M"));
        clock.advance(Duration.ofMinutes(5));

        assertThat(new Surfer().open(spent.url()).heading()).isEqualTo("This link was used already");
        assertThat(new Surfer().open(withdrawn.url()).heading()).isEqualTo("This link was withdrawn");
        assertThat(new Surfer().open(expired.url()).heading()).isEqualTo("This link has expired");
        assertThat(new Surfer().open(forged(expired.url())).heading()).isEqualTo("This link is not valid");
        assertThat(new Surfer().post(URI.create(spent.url()), Map.of()).heading())
                .isEqualTo("This link was used already");
    }

    @Test
    void beginsAnewAfterAReloadAndAfterACancelledLogin() {
        Invited invited = invite(Map.of());
        surfer.open(invited.url()).open(invited.url()).submit();

        surfer.submit("answer", "cancel");
        assertThat(surfer.heading()).isEqualTo("You cancelled the log-in");

        surfer.open(surfer.link("Begin anew")).submit().signIn(DOCTOR).submit("account", Long.toString(account));
        assertThat(surfer.heading()).isEqualTo("Your clinic is connected");
    }

    @Test
    void goesOnOnlyInTheBrowserThatBegan() {
        // Given
        Surfer other = new Surfer();
        surfer.open(invite(Map.of()).url()).submit();

        // When: the answer of Align reaches another browser
        URI back = backFromAlign(surfer);
        other.open(back);

        // Then: nothing was done there, and the first one goes on
        assertThat(other.heading()).isEqualTo("The log-in was begun somewhere else");
        assertThat(other.open(back.resolve("accounts")).heading()).isEqualTo("There is nothing to go on with");
        assertThat(surfer.open(back).heading()).isEqualTo("Which account shall be connected?");
        assertThat(surfer.open(back).heading()).isEqualTo("This page was used already");
    }

    @Test
    void takesNoFormFromAnotherSite() {
        Invited invited = invite(Map.of());
        surfer.open(invited.url()).submit().signIn(DOCTOR);
        URI accounts = surfer.address();

        surfer.post(accounts, Map.of("account", Long.toString(account)));
        assertThat(surfer.heading()).isEqualTo("This page can't be used from here");

        surfer.post(accounts, Map.of("account", Long.toString(account), "form", "x".repeat(43)));
        assertThat(surfer.heading()).isEqualTo("This page can't be used from here");
        api().get("/api/v1/pairings/" + account).then().statusCode(404);
    }

    @Test
    void endsALoginThatTookTooLong() {
        surfer.open(invite(Map.of()).url()).submit();
        clock.advance(Duration.ofMinutes(10));

        surfer.signIn(DOCTOR);

        assertThat(surfer.heading()).isEqualTo("The log-in took too long");
        assertThat(surfer.open(surfer.link("Begin anew")).heading()).contains("asks to receive");
    }

    @Test
    void refusesAStateThatIsNotOurs() {
        Invited invited = invite(Map.of());
        surfer.open(invited.url()).submit();
        URI back = backFromAlign(surfer);

        surfer.open(back.toString().replace("state=", "state=A"));

        assertThat(surfer.heading()).isEqualTo("This log-in does not belong here");
        assertThat(surfer.html()).doesNotContain("state=");
    }

    @Test
    void offersOnlyTheAccountThatTheInvitationNames() {
        long other = NEXT.incrementAndGet();
        sandbox.newAccount(other);
        surfer.open(invite(Map.of("account", Long.toString(account))).url())
                .submit()
                .signIn(DOCTOR);

        assertThat(surfer.html()).contains("Clinic " + account).doesNotContain("Clinic " + other);
        surfer.submit("account", Long.toString(other));
        assertThat(surfer.heading()).isEqualTo("This account can't be connected");
        api().get("/api/v1/pairings/" + other).then().statusCode(404);
    }

    @Test
    void saysThatALoginMayConnectNothing() {
        long elsewhere = NEXT.incrementAndGet();
        sandbox.newAccount(elsewhere, "EU", "pages.other");
        surfer.open(invite(Map.of("account", Long.toString(elsewhere))).url())
                .submit()
                .signIn(DOCTOR);

        assertThat(surfer.heading()).isEqualTo("There is no account that you can connect");
    }

    @Test
    void asksAgainWhenNothingWasChosen() {
        surfer.open(invite(Map.of()).url()).submit().signIn(DOCTOR);

        surfer.submit();

        assertThat(surfer.status()).isEqualTo(400);
        assertThat(surfer.html()).contains("Choose one of the accounts first.");
    }

    @Test
    void makesOnePairingOfOneInvitation() {
        // Given: two people hold the same link, and both have signed in
        Invited invited = invite(Map.of());
        Surfer second = new Surfer();
        surfer.open(invited.url()).submit().signIn(DOCTOR);
        second.open(invited.url()).submit().signIn(DOCTOR);

        // When
        surfer.submit("account", Long.toString(account));
        second.submit("account", Long.toString(account));

        // Then
        assertThat(surfer.heading()).isEqualTo("Your clinic is connected");
        assertThat(second.heading()).isEqualTo("This link is not free any more");
    }

    @Test
    void tellsOfTroubleAtAlignAndGoesOnAfterwards() {
        surfer.open(invite(Map.of()).url()).submit().signIn(DOCTOR);
        URI accounts = surfer.address();
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "status", 503));

        assertThat(surfer.open(accounts).heading()).isEqualTo("Align does not answer");

        sandbox.clearFaults();
        assertThat(surfer.open(accounts)
                        .submit("account", Long.toString(account))
                        .heading())
                .isEqualTo("Your clinic is connected");
    }

    @Test
    void waitsUntilTheWarningsAreAcknowledged() {
        // Given
        String chart = ChartNumbers.disorderly(sandbox, account);
        surfer.open(invite(Map.of()).url()).submit().signIn(DOCTOR).submit("account", Long.toString(account));
        URI warnings = surfer.address();

        // Then
        assertThat(surfer.heading()).isEqualTo("One thing before scans arrive");
        assertThat(surfer.html()).contains("<strong>1</strong>").doesNotContain(chart);
        assertThat(surfer.open(warnings.resolve("result")).heading()).isEqualTo("One thing before scans arrive");
        api().get("/api/v1/pairings/" + account).then().body("status", equalTo("pending"));
        surfer.post(warnings, Map.of());
        assertThat(surfer.heading()).isEqualTo("This page can't be used from here");

        // When
        surfer.open(warnings).submit();

        // Then
        assertThat(surfer.heading()).isEqualTo("Your clinic is connected");
        assertThat(surfer.html()).contains("You have taken notice").doesNotContain("found no problems");
        api().get("/api/v1/pairings/" + account).then().body("status", equalTo("active"));
        assertThat(log.lines(
                        "actor_kind = 'invitation' and partner_id = 'default' and r.id in (select record_id from audit_subject where kind = 'account'"
                                + " and subject_id = '" + account + "')"))
                .allMatch(line -> line.endsWith(" account:" + account))
                .satisfiesExactly(
                        choice -> assertThat(choice).startsWith("begun pairing.choose "),
                        chosen -> assertThat(chosen).startsWith("ended pairing.choose ok "),
                        notices -> assertThat(notices).startsWith("begun pairing-warning.acknowledge "),
                        noticed -> assertThat(noticed).startsWith("ended pairing-warning.acknowledge ok "));
    }

    @Test
    void acknowledgesNothingOfAPairingThatWasEndedMeanwhile() {
        ChartNumbers.disorderly(sandbox, account);
        surfer.open(invite(Map.of()).url()).submit().signIn(DOCTOR).submit("account", Long.toString(account));
        api().delete("/api/v1/pairings/" + account).then().statusCode(204);

        surfer.submit();

        assertThat(surfer.heading()).isEqualTo("Your clinic is not connected any more");
    }

    @Test
    void saysThatTheLogInDiedBeforeTheAcknowledgement() {
        ChartNumbers.disorderly(sandbox, account);
        surfer.open(invite(Map.of()).url()).submit().signIn(DOCTOR).submit("account", Long.toString(account));
        sandbox.endGrants(account);
        api().get("/api/v1/pairings/" + account + "/warnings").then().statusCode(409);

        surfer.submit();

        assertThat(surfer.heading()).isEqualTo("Your log-in at Align has ended");
        api().get("/api/v1/pairings/" + account).then().body("status", equalTo("attention"));
    }

    @Test
    void neverSaysThatThereAreNoProblemsWhereAlignDidNotLook() {
        sandbox.behaviour(account, Map.of("pairingWarnings", false));

        surfer.open(invite(Map.of()).url()).submit().signIn(DOCTOR).submit("account", Long.toString(account));

        assertThat(surfer.heading()).isEqualTo("Your clinic is connected");
        assertThat(surfer.html()).contains("were not checked").doesNotContain("no problems");
    }

    @Test
    void saysThatAlignHasNotAnsweredYetAboutThePatients() {
        ChartNumbers.orderly(sandbox, account);
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "status", 503, "call", "pairingWarnings", "account", account));

        surfer.open(invite(Map.of()).url()).submit().signIn(DOCTOR).submit("account", Long.toString(account));

        assertThat(surfer.heading()).isEqualTo("Your account is connected, one answer is missing");
        sandbox.clearFaults();
        assertThat(surfer.open(surfer.address()).heading()).isEqualTo("Your clinic is connected");
    }

    @Test
    void sendsTheUserOfAProgramBackToIt() {
        // Given
        var plain = api().post("/api/v1/pairings");
        var withReturn = api().contentType("application/json")
                .body(Map.of("returnUrl", "https://dpms.example.com/itero/back?tab=1"))
                .post("/api/v1/pairings");

        // When, Then
        surfer.open(surfer.stopAt(approved(plain.path("authorizeUri"))));
        assertThat(surfer.heading()).isEqualTo("You are signed in");

        URI back = surfer.stopAt(surfer.stopAt(approved(withReturn.path("authorizeUri"))));
        assertThat(back)
                .isEqualTo(URI.create("https://dpms.example.com/itero/back?tab=1&attempt=" + withReturn.path("attempt")
                        + "&outcome=signed-in"));
        api().get("/api/v1/pairings/attempts/" + withReturn.path("attempt"))
                .then()
                .statusCode(200);
    }

    @Test
    void tellsAProgramOfACancelledLogin() {
        var started = api().contentType("application/json")
                .body(Map.of("returnUrl", "https://dpms.example.com/itero"))
                .post("/api/v1/pairings");
        String state = started.<String>path("authorizeUri").replaceAll(".*state=([^&]*).*", "$1");
        URI callback = URI.create(invite(Map.of()).url()).resolve("callback?error=access_denied&state=" + state);

        assertThat(surfer.stopAt(callback).getRawQuery()).endsWith("outcome=cancelled");
    }

    @Test
    void sendsNobodyToUrlsThatAreNotOnTheList() {
        for (String elsewhere : List.of(
                "https://evil.example.com/itero",
                "http://dpms.example.com/itero",
                "https://dpms.example.com.evil.example/itero",
                "https://dpms.example.com@evil.example/itero",
                "https://dpms.example.com/iteroX",
                "https://dpms.example.com/itero/../admin",
                "https://dpms.example.com/itero/%2e%2e/admin",
                "https://dpms.example.com:8443/itero",
                "https://dpms.example.com/itero#x",
                "javascript:alert(1)")) {
            api().contentType("application/json")
                    .body(Map.of("returnUrl", elsewhere))
                    .post("/api/v1/pairings")
                    .then()
                    .statusCode(400);
            api().contentType("application/json")
                    .body(Map.of("label", "x", "returnUrl", elsewhere))
                    .post("/api/v1/pairing-invitations")
                    .then()
                    .statusCode(400);
        }
    }

    @Test
    void showsNoInvitationStateOrCodeInLogsAndMetrics() {
        try (Captured logs = Captured.start()) {
            Invited invited = invite(Map.of());
            surfer.open(invited.url()).submit();
            String login = surfer.address().getRawQuery();
            URI back = backFromAlign(surfer);
            surfer.open(back).submit("account", Long.toString(account));
            surfer.open(back).open(invited.url());
            new Surfer().open(back);
            given().get(back).then().statusCode(400);
            given().get(invited.url() + "/nowhere");

            String metrics = given().get("/q/metrics").asString();
            assertThat(metrics).contains("/pairing/{page}");
            assertThat(List.of(logs.text(), metrics))
                    .allSatisfy(place -> assertThat(place)
                            .doesNotContain(
                                    token(invited),
                                    value(back.getRawQuery(), "code"),
                                    value(back.getRawQuery(), "state"),
                                    value(login, "code_challenge")));
        }
    }

    @Test
    void isNeitherKeptNorFramedNorScripted() {
        surfer.open(invite(Map.of()).url());

        assertThat(surfer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(surfer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(surfer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(surfer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(surfer.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; base-uri 'none'; frame-ancestors 'none'; style-src 'sha256-")
                .doesNotContain("unsafe");
        assertThat(surfer.html()).doesNotContain("<script", "style=\"", "onclick");
    }

    /** An invitation as its maker gets it. */
    private record Invited(String id, String url) {}

    private Invited invite(Map<String, Object> wish) {
        Map<String, Object> body = new HashMap<>(wish);
        body.put("label", "Praxis M&M <b>");
        var made = api().contentType("application/json").body(body).post("/api/v1/pairing-invitations");
        made.then().statusCode(201).header("Cache-Control", "no-store");
        return new Invited(made.path("invitation.id"), made.path("url"));
    }

    private void connect(Invited invited) {
        new Surfer().open(invited.url()).submit().signIn(DOCTOR).submit("account", Long.toString(account));
    }

    /** Signs in as programs may, and stops before the browser goes back to us. */
    private static URI backFromAlign(Surfer surfer) {
        return surfer.stopAt(URI.create(surfer.address() + "&auto_approve=" + DOCTOR));
    }

    private static URI approved(String authorizeUri) {
        return URI.create(authorizeUri + "&auto_approve=" + DOCTOR);
    }

    private static String token(Invited invited) {
        return invited.url().substring(invited.url().lastIndexOf('/') + 1);
    }

    private static String value(String query, String name) {
        return query.replaceAll(".*\\b" + name + "=([^&]*).*", "$1");
    }

    private static String forged(String url) {
        return url.substring(0, url.length() - 1) + (url.endsWith("A") ? "B" : "A");
    }

    private RequestSpecification api() {
        return given().header("Authorization", "Bearer " + key);
    }
}
