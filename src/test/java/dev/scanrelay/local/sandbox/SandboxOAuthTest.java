package dev.scanrelay.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scanrelay.testing.SandboxClient;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SandboxOAuthTest {

    Sandbox sandbox;
    SandboxClient scenario;
    Partner partner;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxConfig.defaults());
        scenario = new SandboxClient(sandbox.baseUri());
        partner = new Partner(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void theLoginPageAsksForAPasswordAndSendsTheDoctorBack() {
        var page = partner.get(partner.authorizeUri(""), "");
        assertThat(new String(page.body())).contains("name=\"password\"");

        var wrong = submit("wrong", "allow");
        assertThat(wrong.statusCode()).isEqualTo(200);
        assertThat(new String(wrong.body())).contains("Login or password is wrong");

        assertThat(location(submit("demo", "allow"))).contains("code=").contains("state=st+ate");
    }

    @Test
    void aDoctorWhoCancelsIsSentBackWithAccessDenied() {
        assertThat(location(submit("", "cancel"))).isEqualTo(Partner.REDIRECT + "?error=access_denied&state=st+ate");
    }

    @Test
    void nothingIsSentToAnAddressThatIsNotOnTheList() {
        var uri = partner.authorizeUri("&auto_approve=anna.mueller").toString().replace("localhost", "evil.example");
        var answer = partner.get(URI.create(uri), "");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void authorizingWithoutPkceIsRefused() {
        var uri = partner.authorizeUri("&auto_approve=anna.mueller").toString().replace("S256", "plain");
        assertThat(location(partner.get(URI.create(uri), ""))).contains("error=invalid_request");
    }

    @Test
    void aWrongVerifierSpendsTheCode() {
        var code = partner.code("anna.mueller");
        refused(partner.exchange(code, "another-verifier-of-at-least-forty-three-characters"));
        refused(partner.exchange(code, Partner.VERIFIER));
    }

    @Test
    void aCodeWorksOnceAndItsSecondUseEndsTheGrant() {
        var code = partner.code("anna.mueller");
        var tokens = Partner.json(partner.exchange(code, Partner.VERIFIER));
        refused(partner.exchange(code, Partner.VERIFIER));
        refused(partner.refresh(tokens));
    }

    @Test
    void aCodeExpires() {
        var code = partner.code("anna.mueller");
        scenario.advance(Duration.ofMinutes(3));
        refused(partner.exchange(code, Partner.VERIFIER));
    }

    @Test
    void anAccessTokenLivesForAnHour() {
        var tokens = partner.signIn("anna.mueller");
        assertThat(tokens.path("expires_in").asLong()).isEqualTo(3600);
        scenario.advance(Duration.ofMinutes(61));
        assertThat(companies(tokens)).isEqualTo(401);
        assertThat(companies(Partner.json(partner.refresh(tokens)))).isEqualTo(200);
    }

    @Test
    void withoutRotationTheRefreshTokenStays() {
        scenario.oauth(Map.of("rotation", "NONE"));
        var tokens = partner.signIn("anna.mueller");
        assertThat(Partner.json(partner.refresh(tokens)).path("refresh_token")).isEqualTo(tokens.path("refresh_token"));
    }

    @Test
    void withGraceTheOldRefreshTokenWorksALittleLonger() {
        scenario.oauth(Map.of("rotation", "GRACE", "graceSeconds", 60));
        var tokens = partner.signIn("anna.mueller");
        var next = Partner.json(partner.refresh(tokens));
        assertThat(next.path("refresh_token")).isNotEqualTo(tokens.path("refresh_token"));
        assertThat(partner.refresh(tokens).statusCode()).isEqualTo(200);
        scenario.advance(Duration.ofSeconds(61));
        refused(partner.refresh(tokens));
        assertThat(companies(next)).isEqualTo(200);
    }

    @Test
    void strictRotationEndsTheGrantWhenAnOldTokenComesBack() {
        scenario.oauth(Map.of("rotation", "STRICT"));
        var tokens = partner.signIn("anna.mueller");
        var next = Partner.json(partner.refresh(tokens));
        refused(partner.refresh(tokens));
        refused(partner.refresh(next));
        assertThat(companies(next)).isEqualTo(401);
    }

    @Test
    void refreshTokensExpireWhenIdleAndAbsolutely() {
        scenario.oauth(Map.of("rotation", "NONE", "refreshIdleSeconds", 1000, "refreshAbsoluteSeconds", 1500));
        var tokens = partner.signIn("anna.mueller");
        scenario.advance(Duration.ofSeconds(900));
        assertThat(partner.refresh(tokens).statusCode()).isEqualTo(200);
        scenario.advance(Duration.ofSeconds(700));
        refused(partner.refresh(tokens));

        var others = partner.signIn("anna.mueller");
        scenario.advance(Duration.ofSeconds(1001));
        refused(partner.refresh(others));
    }

    @Test
    void aLostRefreshAnswerLeavesOnlyTheNewTokenAlive() {
        scenario.oauth(Map.of("rotation", "STRICT"));
        var tokens = partner.signIn("anna.mueller");
        scenario.fault(Map.of("kind", "REFRESH_ANSWER_LOST", "times", 1));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> partner.refresh(tokens))
                .hasRootCauseInstanceOf(java.io.IOException.class);
        refused(partner.refresh(tokens));
    }

    @Test
    void aRevokedRefreshTokenTakesItsAccessTokenAlong() {
        var tokens = partner.signIn("anna.mueller");
        var revoked = partner.postForm(
                URI.create(partner.endpoint("revokeToken")),
                Map.of("token", tokens.path("refresh_token").asText()));
        assertThat(revoked.statusCode()).isEqualTo(200);
        assertThat(companies(tokens)).isEqualTo(401);
        refused(partner.refresh(tokens));
    }

    private HttpResponse<byte[]> submit(String password, String answer) {
        return partner.postForm(
                sandbox.authorizeUri(),
                Map.of(
                        "response_type",
                        "code",
                        "client_id",
                        SandboxConfig.CLIENT_ID,
                        "redirect_uri",
                        Partner.REDIRECT,
                        "state",
                        "st ate",
                        "code_challenge",
                        Partner.challenge(Partner.VERIFIER),
                        "code_challenge_method",
                        "S256",
                        "login",
                        "anna.mueller",
                        "password",
                        password,
                        "answer",
                        answer));
    }

    private int companies(JsonNode tokens) {
        return partner.get(URI.create(partner.endpoint("companiesForPairing")), Partner.bearer(tokens))
                .statusCode();
    }

    private static String location(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static void refused(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new String(answer.body())).contains("\"error\":\"invalid_grant\"");
    }
}
