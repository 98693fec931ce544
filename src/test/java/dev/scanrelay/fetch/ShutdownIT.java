package dev.scanrelay.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.local.embedded.LocalKafka;
import dev.scanrelay.local.sandbox.Sandbox;
import dev.scanrelay.local.sandbox.SandboxConfig;
import dev.scanrelay.testing.Announcements;
import dev.scanrelay.testing.Packaged;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.Services;
import java.io.IOException;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service is told to end (SIGTERM) in the middle of a transfer. */
@Tag("slow")
class ShutdownIT {

    private static final String LOG = "shutdown.log";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** When Kubernetes kills what has not ended. */
    private static final long KILLED_AFTER_SECONDS = 30;

    private static final Map<String, ?> SMALL = Map.of("bytes", 60_000, "imageWidth", 0, "artifacts", List.of("IDE"));

    private final List<Packaged> processes = new ArrayList<>();
    private String port = "";
    private Sandbox running;
    private SandboxClient sandbox;

    @BeforeEach
    void startAlign() throws IOException {
        port = String.valueOf(Packaged.freePort());
        running = Sandbox.start(SandboxConfig.defaults());
        sandbox = new SandboxClient(running.baseUri());
    }

    @AfterEach
    void stopAll() {
        processes.forEach(Packaged::close);
        running.close();
    }

    @Test
    void finishesATransferUnderWayAndLeavesWhatItCantToTheNextProcess() throws Exception {
        Packaged first = start(Map.of());
        Announcements events = Announcements.on(Services.shared().get("kafka.bootstrap.servers"), "orders.v1");
        pairAClinic(first, 780_001);

        // Given a transfer that takes its time
        sandbox.fault(Map.of("kind", "DRIP", "call", "downloadOrder", "bytesPerSecond", 4_000, "times", 1));
        String slow = sandbox.scan(780_001, SMALL).rxId();
        await().atMost(PATIENCE).until(() -> attempts(slow, "open") == 1);

        // When the process is told to end
        first.process().destroy();

        // Then it says so and leaves the group, so that others take what comes, while the transfer goes on
        await().atMost(PATIENCE).until(() -> !first.process().isAlive() || first.readiness() == 503);
        await().atMost(PATIENCE)
                .until(() -> !first.process().isAlive()
                        || consumers(Services.shared().get("kafka.bootstrap.servers")) == 0);
        assertThat(attempts(slow, "open") + attempts(slow, "committed")).isEqualTo(1); // where leaving takes long

        // And it ends by itself, when the first try has brought the scan
        assertThat(first.process().waitFor(KILLED_AFTER_SECONDS, TimeUnit.SECONDS))
                .isTrue();
        assertThat(attempts(slow, "committed")).isEqualTo(1);
        assertThat(unfinished(slow)).isZero();

        // Given one that comes to a standstill
        Packaged second = start(Map.of("scanrelay.fetch.shutdown", "5s"));
        sandbox.fault(Map.of("kind", "STALL", "call", "downloadOrder", "bytes", 20_000, "times", 1));
        String stalled = sandbox.scan(780_001, SMALL).rxId();
        await().atMost(PATIENCE).until(() -> attempts(stalled, "open") == 1);

        // When the process is told to end
        second.process().destroy();

        // Then it ends by itself, and nothing of the try is left or held
        assertThat(second.process().waitFor(KILLED_AFTER_SECONDS, TimeUnit.SECONDS))
                .isTrue();
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
        Packaged process;
        try (LocalKafka kafka = LocalKafka.start(data, 0)) {
            process = start(Map.of("kafka.bootstrap.servers", kafka.bootstrapServers()));
            await().atMost(PATIENCE).until(() -> consumers(kafka.bootstrapServers()) == 1);
        }

        process.process().destroy();

        assertThat(process.process().waitFor(KILLED_AFTER_SECONDS, TimeUnit.SECONDS))
                .isTrue();
    }

    private Packaged start(Map<String, String> more) throws IOException {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("quarkus.http.port", port); // where Align calls all of them
        Packaged process = Packaged.start(running, LOG, settings);
        processes.add(process);
        return process.awaitReady();
    }

    private void pairAClinic(Packaged service, long account) throws Exception {
        sandbox.newAccount(account);
        String key = service.adminKey();
        String refreshToken = sandbox.pair(account, Optional.empty()).refreshToken();
        String imported = service.post(
                        key,
                        "/api/v1/pairings/import?dryRun=false",
                        "application/x-ndjson",
                        "{\"account\":%d,\"refreshToken\":\"%s\"}\n".formatted(account, refreshToken))
                .body();
        assertThat(imported).contains("\"imported\"");
        sandbox.partnerCallback(
                SandboxConfig.CLIENT_ID,
                Optional.of(service.base().resolve(service.callbackPath(key)).toString()));
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
}
