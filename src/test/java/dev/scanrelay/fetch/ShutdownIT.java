package dev.scanrelay.fetch;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.local.embedded.LocalKafka;
import dev.scanrelay.local.sandbox.Sandbox;
import dev.scanrelay.local.sandbox.SandboxConfig;
import dev.scanrelay.testing.Announcements;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.Services;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service is told to end (SIGTERM) in the middle of a transfer. */
class ShutdownIT {

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Path LOG = Path.of("target", "shutdown.log");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** When Kubernetes kills what has not ended. */
    private static final long KILLED_AFTER_SECONDS = 30;

    private static final Map<String, ?> SMALL = Map.of("bytes", 60_000, "imageWidth", 0, "artifacts", List.of("IDE"));

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Process> processes = new ArrayList<>();
    private final URI base = URI.create("http://127.0.0.1:" + freePort());
    private Sandbox running;
    private SandboxClient sandbox;

    @BeforeEach
    void startAlign() throws IOException {
        running = Sandbox.start(SandboxConfig.defaults());
        sandbox = new SandboxClient(running.baseUri());
        Files.createDirectories(LOG.getParent());
    }

    @AfterEach
    void stopAll() {
        processes.forEach(Process::destroyForcibly);
        running.close();
    }

    @Test
    void finishesATransferUnderWayAndLeavesWhatItCantToTheNextProcess() throws Exception {
        Process first = start(Map.of());
        Announcements events = Announcements.on(Services.shared().get("kafka.bootstrap.servers"), "orders.v1");
        pairAClinic(780_001);

        // Given a transfer that takes its time
        sandbox.fault(Map.of("kind", "DRIP", "call", "downloadOrder", "bytesPerSecond", 5_000, "times", 1));
        String slow = sandbox.scan(780_001, SMALL).rxId();
        await().atMost(PATIENCE).until(() -> attempts(slow, "open") == 1);

        // When the process is told to end
        first.destroy();

        // Then it says so and leaves the group, so that others take what comes, while the transfer goes on
        await().atMost(PATIENCE).until(() -> !first.isAlive() || readiness() == 503);
        await().atMost(PATIENCE)
                .until(() -> !first.isAlive() || consumers(Services.shared().get("kafka.bootstrap.servers")) == 0);
        assertThat(attempts(slow, "open")).isEqualTo(1);
        assertThat(first.isAlive()).isTrue();

        // And it ends by itself, when the first try has brought the scan
        assertThat(first.waitFor(KILLED_AFTER_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(attempts(slow, "committed")).isEqualTo(1);
        assertThat(unfinished(slow)).isZero();

        // Given one that comes to a standstill
        Process second = start(Map.of("scanrelay.fetch.shutdown", "5s"));
        sandbox.fault(Map.of("kind", "STALL", "call", "downloadOrder", "bytes", 20_000, "times", 1));
        String stalled = sandbox.scan(780_001, SMALL).rxId();
        await().atMost(PATIENCE).until(() -> attempts(stalled, "open") == 1);

        // When the process is told to end
        second.destroy();

        // Then it ends by itself, and nothing of the try is left or held
        assertThat(second.waitFor(KILLED_AFTER_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(attempts(stalled, "open")).isZero();
        assertThat(attempts(stalled, "committed")).isZero();
        assertThat(held(stalled)).isZero();

        // And the next process brings it
        start(Map.of());
        await().atMost(PATIENCE).until(() -> attempts(stalled, "committed") == 1);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(events.about(slow)).hasSize(1);
            assertThat(events.about(stalled)).hasSize(1);
        });
    }

    @Test
    void endsInTimeThoughKafkaIsOut(@TempDir Path data) throws Exception {
        Process process;
        try (LocalKafka kafka = LocalKafka.start(data, 0)) {
            process = start(Map.of("kafka.bootstrap.servers", kafka.bootstrapServers()));
            await().atMost(PATIENCE).until(() -> consumers(kafka.bootstrapServers()) == 1);
        }

        process.destroy();

        assertThat(process.waitFor(KILLED_AFTER_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    private Process start(Map<String, String> more) throws IOException {
        Process process = new ProcessBuilder(command(more, List.of()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
                .start();
        processes.add(process);
        await().atMost(PATIENCE).until(() -> readiness() == 200);
        return process;
    }

    private void pairAClinic(long account) throws Exception {
        sandbox.newAccount(account);
        String key = adminKey();
        String refreshToken = sandbox.pair(account, Optional.empty()).refreshToken();
        String imported = post(
                key,
                "/api/v1/pairings/import?dryRun=false",
                "application/x-ndjson",
                "{\"account\":%d,\"refreshToken\":\"%s\"}\n".formatted(account, refreshToken));
        assertThat(imported).contains("\"imported\"");
        String made = post(key, "/api/v1/partner/callback-key", "application/json", "");
        String callbackKey = new ObjectMapper().readTree(made).path("key").asText();
        sandbox.partnerCallback(
                SandboxConfig.CLIENT_ID,
                Optional.of(base.resolve("/webhooks/itero/" + callbackKey).toString()));
    }

    private String adminKey() throws IOException, InterruptedException {
        Process made = new ProcessBuilder(command(Map.of(), List.of("admin-key", "create")))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(made.waitFor()).isZero();
        return printed.strip().lines().reduce((first, last) -> last).orElseThrow();
    }

    private String post(String key, String path, String type, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    private int readiness() throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(base.resolve("/q/health/ready")).build();
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException nobodyThere) {
            return 0;
        }
    }

    private static int consumers(String kafka) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            return admin.describeConsumerGroups(List.of("scanrelay-fetch"))
                    .all()
                    .get()
                    .get("scanrelay-fetch")
                    .members()
                    .size();
        }
    }

    private static long attempts(String rxId, String state) {
        return number(
                "select count(*) from attempt a join scan_order o on o.id = a.order_id where o.rx_id = ? and a.state = ?",
                rxId,
                state);
    }

    private static long unfinished(String rxId) {
        return number("select count(*) from scan_order where rx_id = ? and done < wanted", rxId);
    }

    private static long held(String rxId) {
        return number("select count(*) from scan_order where rx_id = ? and lease_owner is not null", rxId);
    }

    private static long number(String sql, String... parameters) {
        Map<String, String> database = Services.shared();
        try (var connection = DriverManager.getConnection(
                        database.get("quarkus.datasource.jdbc.url"),
                        database.get("quarkus.datasource.username"),
                        database.get("quarkus.datasource.password"));
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private List<String> command(Map<String, String> more, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
        settings(more).forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(arguments);
        return command;
    }

    private Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Services.shared());
        settings.putAll(Map.ofEntries(
                entry("quarkus.http.host", "127.0.0.1"),
                entry("quarkus.http.port", String.valueOf(base.getPort())),
                entry("quarkus.log.console.json.enabled", "false"),
                entry("scanrelay.itero.allow-http", "true"),
                entry("scanrelay.itero.trusted-hosts", "127.0.0.1"),
                entry("scanrelay.itero.clients.default.id", SandboxConfig.CLIENT_ID),
                entry("scanrelay.itero.clients.default.secret", SandboxConfig.CLIENT_SECRET),
                entry(
                        "scanrelay.itero.clients.default.discovery-url",
                        running.discoveryUri().toString()),
                entry(
                        "scanrelay.itero.clients.default.authorize-url",
                        running.authorizeUri().toString()),
                entry("scanrelay.itero.clients.default.redirect-uri", base + "/pairing/callback"),
                entry("scanrelay.pairing.callback-base", base.toString())));
        settings.putAll(more);
        return settings;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException noPort) {
            throw new IllegalStateException(noPort);
        }
    }
}
