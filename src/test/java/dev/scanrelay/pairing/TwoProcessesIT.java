package dev.scanrelay.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.local.sandbox.Sandbox;
import dev.scanrelay.local.sandbox.SandboxConfig;
import dev.scanrelay.testing.Packaged;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.Services;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two processes of the packaged service keep one clinic's log-in alive, and one of them is killed in the middle of a renewal. */
@Tag("slow")
class TwoProcessesIT {

    private static final long CLINIC = 790_001;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Sandbox running;
    private static SandboxClient sandbox;
    private static Packaged one;
    private static Packaged two;
    private static String key;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void startTwo() throws Exception {
        running = Sandbox.start(SandboxConfig.defaults());
        sandbox = new SandboxClient(running.baseUri());
        one = start().awaitReady(); // it makes the tables
        two = start();
        key = one.adminKey();
        two.awaitReady();
        sandbox.newAccount(CLINIC);
    }

    @AfterAll
    static void stopAll() {
        List.of(one, two).forEach(Packaged::close);
        running.close();
    }

    @Test
    void renewOneAtATimeAndGoOnWhenOneIsKilledInTheMiddle() throws Exception {
        // Given: tokens that live for seconds, each refresh token good once
        sandbox.oauth(Map.of("rotation", "STRICT", "accessTokenSeconds", 8));
        takeOver();
        sandbox.oauth(Map.of("accessTokenSeconds", 4));

        // When both look for due grants, several times a second
        await().atMost(PATIENCE).until(() -> version() >= 5);

        // Then no refresh token was sent twice
        await().atMost(PATIENCE).until(() -> renewals() == version()); // one of them took the tokens over
        assertThat(tokenAnswers()).isEqualTo(Set.of("200"));

        // When one holds a renewal that Align has not answered yet, and dies of it
        sandbox.oauth(Map.of("rotation", "GRACE", "graceSeconds", 60));
        two.signal("STOP");
        long before = version();
        await().atMost(PATIENCE).until(() -> version() > before);
        sandbox.fault(Map.of("kind", "LATENCY", "call", "token", "millis", 1500));
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(TwoProcessesIT::leased);
        long interrupted = version();
        one.close();
        sandbox.clearFaults();
        two.signal("CONT");

        // Then the other takes over
        await().atMost(PATIENCE).until(() -> version() > interrupted + 1);
        assertThat(tokenAnswers()).isEqualTo(Set.of("200"));
        JsonNode pairing = pairing(two);
        assertThat(pairing.path("status").asText()).isEqualTo("active");
        assertThat(pairing.path("health").path("liveGrants").asInt()).isEqualTo(1);
    }

    private void takeOver() throws Exception {
        SandboxClient.Tokens tokens = sandbox.pair(CLINIC, Optional.empty());
        String answer = http.send(
                        request(one, "/api/v1/pairings/import?dryRun=false")
                                .header("Content-Type", "application/x-ndjson")
                                .POST(BodyPublishers.ofString("{\"account\":" + CLINIC + ",\"refreshToken\":\""
                                        + tokens.refreshToken() + "\"}\n"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        assertThat(new ObjectMapper().readTree(answer).path("outcome").asText()).isEqualTo("imported");
    }

    private JsonNode pairing(Packaged replica) throws Exception {
        return new ObjectMapper()
                .readTree(
                        http.send(request(replica, "/api/v1/pairings/" + CLINIC).build(), BodyHandlers.ofString())
                                .body());
    }

    private static HttpRequest.Builder request(Packaged replica, String path) {
        return HttpRequest.newBuilder(replica.base().resolve(path)).header("Authorization", "Bearer " + key);
    }

    private static int renewals() {
        return sandbox.calls().getOrDefault("token", Map.of()).getOrDefault("200", 0);
    }

    private static Set<String> tokenAnswers() {
        return sandbox.calls().getOrDefault("token", Map.of()).keySet();
    }

    private static long version() {
        return number("select coalesce(max(version), 0) from access_grant where status = 'live'");
    }

    private static boolean leased() {
        return number("select count(*) from access_grant where lease_owner is not null") > 0;
    }

    private static long number(String sql) {
        Map<String, String> database = Services.shared();
        try (var connection = DriverManager.getConnection(
                        database.get("quarkus.datasource.jdbc.url"),
                        database.get("quarkus.datasource.username"),
                        database.get("quarkus.datasource.password"));
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (java.sql.SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static Packaged start() throws IOException {
        return Packaged.start(
                running,
                "two-processes.log",
                Map.of(
                        "scanrelay.itero.call-timeout", "2s",
                        "scanrelay.pairing.refresh-ahead", "PT1S",
                        "scanrelay.pairing.renew-every", "PT0.2S",
                        "scanrelay.pairing.renewal-lease", "PT5S"));
    }
}
