package dev.scanrelay.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.local.sandbox.Sandbox;
import dev.scanrelay.local.sandbox.SandboxConfig;
import dev.scanrelay.testing.Announcements;
import dev.scanrelay.testing.Packaged;
import dev.scanrelay.testing.Proxy;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.Services;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Processes of the packaged service, each with some of the roles. */
@Tag("slow")
class RolesIT {

    private static final String LOG = "roles.log";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long CLINIC = 791_001;
    private static final Map<String, ?> SMALL = Map.of("bytes", 20_000, "imageWidth", 0, "artifacts", List.of("IDE"));

    private static final String NOTIFICATION =
            "{\"RXID\":\"0d9d7c1e-6f0b-4b0e-8a53-0c1b8a5d2f44\",\"accountNumber\":\"" + CLINIC + "\"}";

    private final List<Packaged> processes = new ArrayList<>();
    private Sandbox running;
    private SandboxClient sandbox;

    @BeforeEach
    void startAlign() {
        running = Sandbox.start(SandboxConfig.defaults());
        sandbox = new SandboxClient(running.baseUri());
    }

    @AfterEach
    void stopAll() {
        processes.forEach(Packaged::close);
        running.close();
    }

    @Test
    void twoProcessesDoTheWholeJobTogether() throws Exception {
        Packaged back = start("api,fetch,push,reconcile,console", Map.of()).awaitReady();
        Packaged front = start("ingress", Map.of()).awaitReady();
        String key = back.adminKey();
        pair(back, key);
        String callback = back.callbackPath(key);
        sandbox.partnerCallback(
                SandboxConfig.CLIENT_ID,
                Optional.of(front.base().resolve(callback).toString()));
        Announcements events = Announcements.on(Services.shared().get("kafka.bootstrap.servers"), "orders.v1");

        String rxId = sandbox.scan(CLINIC, SMALL).rxId();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(events.about(rxId))
                        .singleElement()
                        .satisfies(event -> assertThat(event.revision()).isEqualTo(1)));

        // And each refuses what is the other's
        assertThat(front.send(key, "/api/v1/orders").statusCode()).isEqualTo(404);
        assertThat(front.send(key, "/api/v1/orders").body()).contains("served-elsewhere");
        assertThat(front.send("", "/pairing/result").statusCode()).isEqualTo(404);
        assertThat(back.post("", callback, "application/json", "{}").statusCode())
                .isEqualTo(404);
        assertThat(back.send(key, "/api/v1/orders").statusCode()).isEqualTo(200);
    }

    @Test
    void anIngressStartsAndIsReadyWithoutADatabaseAndAnApiIsNot() throws Exception {
        String database = Services.shared().get("quarkus.datasource.reactive.url");
        Proxy before = Proxy.before(URI.create(database).getPort());
        Packaged api = start("api", Map.of("quarkus.datasource.reactive.url", through(before, database)))
                .awaitReady();
        String callback = api.callbackPath(api.adminKey());

        before.hangUp();
        Packaged ingress = start(
                        "ingress",
                        Map.of(
                                "quarkus.datasource.jdbc.url",
                                "jdbc:" + through(before, database),
                                "quarkus.datasource.reactive.url",
                                through(before, database)))
                .awaitReady();

        assertThat(ingress.post("", callback, "application/json", NOTIFICATION).statusCode())
                .isEqualTo(202);
        await().atMost(PATIENCE).until(() -> api.readiness() == 503);
        assertThat(new ObjectMapper()
                        .readTree(api.send("", "/q/health/ready").body())
                        .findPath("api")
                        .asText())
                .isEqualTo("waits for the database");

        before.pass();
        await().atMost(PATIENCE).until(() -> api.readiness() == 200);
    }

    @Test
    void migratingIsACommandThatMayBeRepeated() throws Exception {
        Packaged any = start("ingress", Map.of());

        assertThat(any.run("migrate")).contains("The database has the tables of this version");
        assertThat(any.run("migrate")).contains("The database has the tables of this version");
    }

    @Test
    void aWordThatIsNoRoleStopsTheStart() throws Exception {
        Packaged wrong = start("ingres", Map.of());

        assertThat(wrong.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(wrong.process().exitValue()).isEqualTo(2);
    }

    private Packaged start(String roles, Map<String, String> more) throws IOException {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("scanrelay.roles", roles);
        Packaged process = Packaged.start(running, LOG, settings);
        processes.add(process);
        return process;
    }

    private static String through(Proxy proxy, String database) {
        return database.replace(":" + URI.create(database).getPort(), ":" + proxy.port());
    }

    private void pair(Packaged api, String key) throws Exception {
        sandbox.newAccount(CLINIC);
        String refreshToken = sandbox.pair(CLINIC, Optional.empty()).refreshToken();
        assertThat(api.post(
                                key,
                                "/api/v1/pairings/import?dryRun=false",
                                "application/x-ndjson",
                                "{\"account\":%d,\"refreshToken\":\"%s\"}\n".formatted(CLINIC, refreshToken))
                        .body())
                .contains("\"imported\"");
    }
}
