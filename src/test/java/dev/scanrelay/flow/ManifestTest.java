package dev.scanrelay.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.scanrelay.database.Database;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Announcements.Announcement;
import dev.scanrelay.testing.Bucket;
import dev.scanrelay.testing.Catalogue;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.Services;
import dev.scanrelay.transfer.ObjectStore;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@QuarkusTest
@TestProfile(FlowProfile.class)
class ManifestTest {

    private static final String FIRST = "Ymarkedfirst";
    private static final String LAST = "Ymarkedlast";
    private static final String CHART = "Y-CHART-78";
    private static final Map<String, Object> SMALL =
            Map.of("bytes", 60_000, "imageWidth", 0, "artifacts", List.of("IDE"));

    @Inject
    Pairings pairings;

    @Inject
    Database database;

    @Inject
    ObjectStore store;

    Flow flow;
    SandboxClient sandbox;
    Bucket bucket;
    Catalogue catalogue;

    @BeforeEach
    void connect() {
        flow = Flow.with(pairings);
        sandbox = flow.sandbox();
        bucket = new Bucket(store);
        catalogue = new Catalogue(database);
    }

    @Test
    void saysWhatTheEventSaysAndFulfilsItsSchema() {
        long account = flow.pairedClinic();
        var scan = sandbox.scan(account);
        Announcement ready = flow.ready(scan.rxId(), 1);

        String text = onlyManifest(account);
        JsonNode manifest = new JsonMapper().readTree(text);

        assertThat(schema().validate(text, InputFormat.JSON)).isEmpty();
        assertThat(manifest.path("eventId").asString()).isEqualTo(ready.id());
        assertThat(manifest.path("rxId").asString()).isEqualTo(scan.rxId());
        assertThat(manifest.path("account").asString()).isEqualTo(Long.toString(account));
        assertThat(manifest.path("revision").asInt()).isOne();
        assertThat(manifest.path("ruleVersion").asInt() + ":"
                        + manifest.path("fingerprint").asString())
                .isEqualTo(ready.data().path("fingerprint").asText());
        assertThat(StreamSupport.stream(manifest.path("files").spliterator(), false)
                        .map(file -> file.path("key").asString()
                                + file.path("sha256").asString()))
                .containsExactlyElementsOf(
                        StreamSupport.stream(ready.data().path("artifacts").spliterator(), false)
                                .map(file -> file.path("key").asText()
                                        + file.path("sha256").asText())
                                .toList());
    }

    @Test
    void tellsNothingOfThePatientNorTheVendorsNamesOfFiles() {
        long account = flow.pairedClinic();
        var scan = sandbox.scanQuietly(account, SMALL);
        var patient =
                sandbox.changePatient(scan.rxId(), Map.of("firstName", FIRST, "lastName", LAST, "chartNumber", CHART));
        sandbox.rescan(scan.rxId());
        flow.ready(scan.rxId(), 1);

        String manifest = onlyManifest(account);

        assertThat(manifest).doesNotContainIgnoringCase(FIRST, LAST, CHART);
        assertThat(manifest).doesNotContain(scan.patientId());
        sandbox.contents(scan.rxId())
                .entries()
                .forEach(entry -> assertThat(manifest).doesNotContain(entry.name()));
        assertThat(patient).isNotNull();
    }

    /** The process has written the manifest, and loses its lease, as it would by dying, before it can commit. */
    @Test
    void isSweptWithItsAttemptWhereTheRevisionWasNotCommitted() throws Exception {
        long account = flow.pairedClinic();
        sandbox.fault(Map.of(
                "kind", "DRIP", "account", account, "call", "downloadOrder", "bytesPerSecond", 15_000, "times", 1));
        var scan = sandbox.scan(account, SMALL);
        catalogue.attempting(scan.rxId());

        try (Connection other = jdbc()) {
            other.setAutoCommit(false);
            execute(other, "select 1 from scan_order where rx_id = '" + scan.rxId() + "' for update");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> bucket.manifests(account).size() == 1);
            assertThat(catalogue.revisions(scan.rxId())).isZero();
            execute(
                    other,
                    "update scan_order set lease_token = lease_token + 1, lease_owner = 'other', "
                            + "lease_until = now() + interval '4 seconds' where rx_id = '" + scan.rxId() + "'");
            other.commit();
        }

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(bucket.manifests(account)).isEmpty());
        flow.ready(scan.rxId(), 1);
        assertThat(bucket.manifests(account)).hasSize(1);
        assertThat(catalogue.revisions(scan.rxId())).isOne();
    }

    private String onlyManifest(long account) {
        assertThat(bucket.manifests(account)).hasSize(1);
        return bucket.text(bucket.manifests(account).iterator().next());
    }

    private static Connection jdbc() throws SQLException {
        Map<String, String> settings = Services.shared();
        return DriverManager.getConnection(
                settings.get("quarkus.datasource.jdbc.url"),
                settings.get("quarkus.datasource.username"),
                settings.get("quarkus.datasource.password"));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Schema schema() {
        try (InputStream file = ManifestTest.class.getResourceAsStream("/schemas/manifest.v1.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(file.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
