package dev.scanrelay.pairing;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.local.sandbox.Sandbox;
import dev.scanrelay.local.sandbox.SandboxConfig;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.Services;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two processes of the packaged service keep one clinic's log-in alive, and one of them is killed in the middle of a renewal. */
class TwoProcessesIT {

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final long CLINIC = 790_001;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Sandbox running;
    private static SandboxClient sandbox;
    private static Replica one;
    private static Replica two;
    private static String key;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void startTwo() throws Exception {
        running = Sandbox.start(SandboxConfig.defaults());
        sandbox = new SandboxClient(running.baseUri());
        one = Replica.start();
        one.awaitListening(); // it makes the tables
        two = Replica.start();
        key = one.adminKey();
        two.awaitListening();
        sandbox.newAccount(CLINIC);
    }

    @AfterAll
    static void stopAll() {
        List.of(one, two).forEach(Replica::kill);
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
        one.kill();
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

    private JsonNode pairing(Replica replica) throws Exception {
        return new ObjectMapper()
                .readTree(
                        http.send(request(replica, "/api/v1/pairings/" + CLINIC).build(), BodyHandlers.ofString())
                                .body());
    }

    private static HttpRequest.Builder request(Replica replica, String path) {
        return HttpRequest.newBuilder(replica.base.resolve(path)).header("Authorization", "Bearer " + key);
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

    /** A process of the packaged service. */
    private static final class Replica {

        private static final String READY = "Listening on:";
        private final URI base;
        private final Map<String, String> settings;
        private final Process process;
        private final BufferedReader output;

        private Replica(URI base, Map<String, String> settings) throws IOException {
            this.base = base;
            this.settings = settings;
            this.process = new ProcessBuilder(command(settings, List.of()))
                    .redirectErrorStream(true)
                    .start();
            this.output = process.inputReader();
        }

        static Replica start() throws IOException {
            int port = freePort();
            Map<String, String> settings = new HashMap<>(Services.shared());
            String base = "http://127.0.0.1:" + port;
            settings.putAll(Map.ofEntries(
                    entry("quarkus.http.host", "127.0.0.1"),
                    entry("quarkus.http.port", String.valueOf(port)),
                    entry("scanrelay.itero.allow-http", "true"),
                    entry("scanrelay.itero.trusted-hosts", "127.0.0.1"),
                    entry("scanrelay.itero.call-timeout", "2s"),
                    entry("scanrelay.itero.clients.default.id", SandboxConfig.CLIENT_ID),
                    entry("scanrelay.itero.clients.default.secret", SandboxConfig.CLIENT_SECRET),
                    entry(
                            "scanrelay.itero.clients.default.discovery-url",
                            running.discoveryUri().toString()),
                    entry(
                            "scanrelay.itero.clients.default.authorize-url",
                            running.authorizeUri().toString()),
                    entry("scanrelay.itero.clients.default.redirect-uri", base + "/pairing/callback"),
                    entry("scanrelay.pairing.callback-base", base),
                    entry("scanrelay.pairing.refresh-ahead", "PT1S"),
                    entry("scanrelay.pairing.renew-every", "PT0.2S"),
                    entry("scanrelay.pairing.renewal-lease", "PT5S")));
            return new Replica(URI.create(base), settings);
        }

        void awaitListening() throws IOException {
            List<String> said = new ArrayList<>();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.add(line);
                if (line.contains(READY)) {
                    Thread.ofVirtual().start(() -> output.lines().forEach(ignored -> {}));
                    return;
                }
            }
            throw new IllegalStateException("it did not start: " + String.join("\n", said));
        }

        String adminKey() throws IOException, InterruptedException {
            Process made = new ProcessBuilder(command(settings, List.of("admin-key", "create")))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String printed = new String(made.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(made.waitFor()).isZero();
            return printed.strip().lines().reduce((first, last) -> last).orElseThrow();
        }

        /** No signal that it could answer. */
        void kill() {
            process.destroyForcibly();
            try {
                process.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        void signal(String name) throws IOException, InterruptedException {
            Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
            assertThat(kill.waitFor()).isZero();
        }

        private static List<String> command(Map<String, String> settings, List<String> arguments) {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
            command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
            settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
            command.addAll(List.of("-jar", JAR.toString()));
            command.addAll(arguments);
            return command;
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            }
        }
    }
}
