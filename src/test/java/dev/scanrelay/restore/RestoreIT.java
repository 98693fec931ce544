package dev.scanrelay.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.local.embedded.LocalKafka;
import dev.scanrelay.local.sandbox.Sandbox;
import dev.scanrelay.local.sandbox.SandboxConfig;
import dev.scanrelay.testing.Announcements;
import dev.scanrelay.testing.Announcements.Announcement;
import dev.scanrelay.testing.Bucket;
import dev.scanrelay.testing.Packaged;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.Services;
import dev.scanrelay.transfer.ObjectStore;
import dev.scanrelay.transfer.StoreAccess;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The restore drill of docs/operations.md: the packaged service beside a PostgreSQL that archives, an Align that takes each refresh token
 * once, and a Kafka and a store that were not restored.
 */
@Tag("slow")
class RestoreIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String LOG = "restore.log";
    private static final long CLINIC = 792_001;
    private static final Map<String, ?> SMALL = Map.of("bytes", 20_000, "imageWidth", 0, "artifacts", List.of("IDE"));
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final String bucket = "restored-" + UUID.randomUUID();

    private Sandbox running;
    private SandboxClient sandbox;
    private LocalKafka kafka;
    private ArchivedPostgres database;
    private Announcements events;
    private Packaged service;
    private String key;
    private String callback;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @BeforeEach
    void runAClinicForAWhile() throws Exception {
        running = Sandbox.start(SandboxConfig.defaults());
        open.push(running);
        sandbox = new SandboxClient(running.baseUri());
        sandbox.oauth(Map.of("rotation", "STRICT"));
        kafka = LocalKafka.start(Files.createDirectories(folder.resolve("kafka")), 0);
        open.push(kafka);
        database = ArchivedPostgres.start(folder);
        open.push(database);
        service = start(database);
        key = service.adminKey();
        sandbox.newAccount(CLINIC);
        pair();
        callback = service.callbackPath(key);
        events = Announcements.on(kafka.bootstrapServers(), "orders.v1");
    }

    @AfterEach
    void stopAll() throws Exception {
        for (AutoCloseable open : open) {
            open.close();
        }
    }

    @Test
    void aRestoreOfAllThatWasArchivedLosesNothingThoughTokensWereRotatedAfterTheBackup() throws Exception {
        String before = announcedScan();
        database.backUp(folder.resolve("backup"));
        rotateTokens();
        String after = announcedScan();
        database.archiveAll();

        restore(Map.of());

        String later = announcedScan();
        assertThat(health()).isEqualTo("active");
        for (String rx : List.of(before, after, later)) {
            assertThat(ready(rx)).singleElement(); // once, for a reader of committed records
            assertThat(catalogued(rx)).isTrue();
        }
    }

    @Test
    void aNightlyCopyLosesTheTokensOfTheDayAndNothingElseOnceTheClinicHasSignedInAgain() throws Exception {
        String before = announcedScan();
        database.backUp(folder.resolve("backup"));
        rotateTokens();
        String lost = announcedScan();
        String cursor = cursor();
        String eventBefore = ready(lost).getFirst().id();

        restore(Map.of("recovery_target", "immediate"));

        // The refresh token of the night was used up during the day
        tell(sandbox.scanQuietly(CLINIC, SMALL).rxId());
        await().atMost(PATIENCE).until(() -> health().equals("attention"));
        assertThat(catalogued(before)).isTrue();
        assertThat(catalogued(lost)).isFalse();

        // A user of the clinic signs in; the sweep finds what the database does not know
        pair();
        await().atMost(PATIENCE).until(() -> health().equals("active"));
        await().atMost(PATIENCE).until(() -> catalogued(lost));
        String later = announcedScan();

        // The scan is told of again under the id it had, so that whoever goes by ids takes it for what it is
        await().atMost(PATIENCE).until(() -> ready(lost).size() == 2);
        assertThat(ready(lost)).extracting(Announcement::id).containsOnly(eventBefore);
        assertThat(ready(before)).singleElement();
        assertThat(ready(later)).singleElement();

        // And a reader of the feed who was ahead of the restored database misses nothing
        assertThat(feedSince(cursor)).contains(lost).contains(later);
    }

    @Test
    void whatWasStoredSinceANightlyCopyIsKnownAgainAfterTheStepsOfThePageAndToldNoSecondTime() throws Exception {
        String before = announcedScan();
        database.backUp(folder.resolve("backup"));
        String since = announcedScan();

        restoreDatabase(Map.of("recovery_target", "immediate"));
        Instant restored = Instant.now();
        for (String step : List.of("migrate", "store rebuild-catalogue", "store verify")) {
            Packaged.command(settings(database), step.split(" ")); // fails if one does
        }
        service = start(database);

        assertThat(catalogued(before)).isTrue();
        assertThat(catalogued(since)).isTrue();
        assertThat(changedSince(restored)).contains(since);
        announcedScan();
        assertThat(ready(since)).singleElement();
    }

    @Test
    void aScanThatWasUnderWayAtTheBackupKeepsTheFilesThatItsEventNames() throws Exception {
        sandbox.fault(Map.of("kind", "DRIP", "call", "downloadOrder", "bytesPerSecond", 1_000, "times", 1));
        String rx = sandbox.scanQuietly(CLINIC, SMALL).rxId();
        tell(rx);
        await().atMost(PATIENCE).until(() -> open(rx).equals("1"));
        database.backUp(folder.resolve("backup"));
        assertThat(open(rx)).isEqualTo("1");
        await().atMost(PATIENCE).until(() -> !ready(rx).isEmpty());
        JsonNode told = ready(rx).getFirst().data();

        restoreDatabase(Map.of("recovery_target", "immediate"));
        assertThat(open(rx)).isEqualTo("1");
        await().atMost(PATIENCE)
                .ignoreException(IllegalStateException.class) // while the lease of then goes on
                .until(() -> Packaged.command(settings(database), "store", "rebuild-catalogue")
                        .contains("Restored 1 revisions"));
        service = start(database);

        await().atMost(PATIENCE).until(() -> unfinished(rx).equals("0"));
        assertThat(ready(rx)).singleElement();
        try (ObjectStore store = store()) {
            Bucket objects = new Bucket(store);
            assertThat(objects.keys(CLINIC)).isEqualTo(Bucket.keys(told));
            erase(told.path("orderId").asText());
            assertThat(objects.keys(CLINIC)).isEmpty();
            assertThat(objects.manifests(CLINIC)).isEmpty();
        }
    }

    private void restore(Map<String, String> target) throws Exception {
        restoreDatabase(target);
        service = start(database);
    }

    private void restoreDatabase(Map<String, String> target) throws Exception {
        service.close();
        ArchivedPostgres broken = database;
        database = broken.restored(folder.resolve("backup"), folder.resolve("second"), target);
        open.push(database);
        database.run("update relay_lease set feed_position = feed_position + 1000000"); // as the page says
    }

    private Packaged start(ArchivedPostgres beside) throws Exception {
        Packaged started = Packaged.start(running, LOG, settings(beside));
        open.push(started);
        return started.awaitReady();
    }

    private Map<String, String> settings(ArchivedPostgres beside) {
        return Map.of(
                "quarkus.datasource.jdbc.url",
                beside.jdbcUrl(),
                "quarkus.datasource.reactive.url",
                beside.reactiveUrl(),
                "kafka.bootstrap.servers",
                kafka.bootstrapServers(),
                "scanrelay.store.bucket",
                bucket,
                "scanrelay.reconcile.every",
                "2s",
                "scanrelay.reconcile.every-at-most",
                "2s",
                "scanrelay.reconcile.poll",
                "500ms",
                "scanrelay.pairing.health-every",
                "PT1S");
    }

    private ObjectStore store() {
        Map<String, String> settings = new HashMap<>(Services.shared());
        settings.put("scanrelay.store.bucket", bucket);
        return StoreAccess.of(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 500))
                .build());
    }

    private String open(String rx) throws Exception {
        return database.ask("select count(*) from attempt a join scan_order o on o.id = a.order_id"
                + " where a.state = 'open' and o.rx_id = '" + rx + "'");
    }

    private String unfinished(String rx) throws Exception {
        return database.ask("select count(*) from scan_order where done < wanted and rx_id = '" + rx + "'");
    }

    private void erase(String order) throws Exception {
        String erasures = "/api/v1/accounts/" + CLINIC + "/erasures";
        String id = JSON.readTree(
                        service.post(key, erasures, "application/json", "{\"orderId\":\"%s\"}".formatted(order))
                                .body())
                .path("id")
                .asText();
        await().atMost(PATIENCE)
                .until(() -> get(erasures + "/" + id).path("state").asText().equals("done"));
    }

    private void pair() throws Exception {
        String token = sandbox.pair(CLINIC, Optional.empty()).refreshToken();
        assertThat(service.post(
                                key,
                                "/api/v1/pairings/import?dryRun=false",
                                "application/x-ndjson",
                                "{\"account\":%d,\"refreshToken\":\"%s\"}\n".formatted(CLINIC, token))
                        .body())
                .contains("\"imported\"");
    }

    private void rotateTokens() throws Exception {
        String version = database.ask("select max(version) from access_grant");
        sandbox.expireAccessTokens(CLINIC);
        announcedScan();
        assertThat(database.ask("select max(version) from access_grant")).isNotEqualTo(version);
    }

    /** A scan from its notification to its event. */
    private String announcedScan() throws Exception {
        String rx = sandbox.scanQuietly(CLINIC, SMALL).rxId();
        tell(rx);
        await().atMost(PATIENCE).until(() -> !ready(rx).isEmpty());
        return rx;
    }

    private void tell(String rx) throws Exception {
        String body = "{\"RXID\":\"%s\",\"accountNumber\":\"%d\"}".formatted(rx, CLINIC);
        assertThat(service.post("", callback, "application/json", body).statusCode())
                .isEqualTo(202);
    }

    private List<Announcement> ready(String rx) {
        return events.about(rx).stream()
                .filter(event -> event.type().contains("order.ready"))
                .toList();
    }

    private boolean catalogued(String rx) throws Exception {
        return get("/api/v1/orders/by-rx/" + rx).findPath("latestRevision").asInt() > 0;
    }

    private String health() throws Exception {
        return get("/api/v1/pairings/" + CLINIC).path("status").asText();
    }

    private String cursor() throws Exception {
        return get("/api/v1/events").path("next").asText();
    }

    private String feedSince(String cursor) throws Exception {
        return service.send(key, "/api/v1/events?limit=200&after=" + cursor).body();
    }

    private String changedSince(Instant time) throws Exception {
        return service.send(key, "/api/v1/orders?changedSince=" + time).body();
    }

    private JsonNode get(String path) throws Exception {
        return JSON.readTree(service.send(key, path).body());
    }
}
