package dev.scanrelay.erase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import dev.scanrelay.flow.FlowProfile;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Bucket;
import dev.scanrelay.testing.SandboxClient.Scan;
import dev.scanrelay.testing.Services;
import dev.scanrelay.transfer.ObjectAddress;
import dev.scanrelay.transfer.ObjectStore;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What the object store knows of erasures, and a restored database does not. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class TombstonesTest {

    @Inject
    Pairings pairings;

    @Inject
    Database database;

    @Inject
    ObjectStore store;

    @Inject
    Tombstones tombstones;

    @Inject
    PatientKey keys;

    @Test
    void areLearntBehindWhatIsBeingRecordedOfThePatient() throws Exception {
        Clinic clinic = new Clinic(pairings, database, store);
        Scan scan = clinic.scan();
        clinic.unidentified(scan);
        erasedAsTheStoreKnows(clinic, scan);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection recording = begun(clinic, scan)) {
            Future<?> obeying = threads.submit(tombstones::obey);
            await().atMost(Clinic.PATIENCE).until(() -> isWaitedFor(recording) || obeying.isDone());
            recording.commit();
            obeying.get();
        }

        await().atMost(Clinic.PATIENCE).until(() -> clinic.state(scan).equals("erased"));
        await().atMost(Clinic.PATIENCE).until(() -> clinic.keys().isEmpty());
    }

    @Test
    void tellNobodyInTheStoreWhoAsked() {
        Clinic clinic = new Clinic(pairings, database, store);
        Scan scan = clinic.scan();

        Response erasure = clinic.erase(Map.of("patientId", scan.patientId()));
        await().atMost(Clinic.PATIENCE)
                .until(() -> clinic.erasure(erasure).getString("state").equals("done"));

        List<ObjectAddress> stones = store.objects(store.place(), "tombstones/default/" + clinic.account() + "/");
        assertThat(stones)
                .hasSize(2)
                .allSatisfy(stone -> assertThat(new Bucket(store).text(stone.key()))
                        .contains("erasedAt")
                        .doesNotContain(erasure.<String>path("askedBy")));
    }

    @Test
    void areReadAsTheyWereWrittenBefore() throws IOException {
        Tombstone stone = Tombstone.read("""
                {"version":1,"partner":"default","account":"104233","patient":"00ff","erasedAt":"2026-03-02T09:15:31Z","erasedBy":"k7m2"}
                """.getBytes(UTF_8));

        assertThat(stone.key()).isEqualTo("tombstones/default/104233/patients/00ff.json");
    }

    private void erasedAsTheStoreKnows(Clinic clinic, Scan scan) {
        AccountId account = new AccountId(Long.toString(clinic.account()));
        byte[] patient = keys.of(PartnerId.DEFAULT, account, scan.patientId());
        Tombstone stone = Tombstone.ofPatient(PartnerId.DEFAULT, account, patient, Instant.now());
        byte[] written = stone.written();
        store.put(store.place().at(stone.key()), written, written.length, "application/json");
    }

    /** A recording that found no bar, and is about to commit. */
    private static Connection begun(Clinic clinic, Scan scan) throws SQLException {
        Map<String, String> settings = Services.shared();
        Connection recording = DriverManager.getConnection(
                settings.get("quarkus.datasource.jdbc.url"),
                settings.get("quarkus.datasource.username"),
                settings.get("quarkus.datasource.password"));
        recording.setAutoCommit(false);
        recording
                .createStatement()
                .execute(ErasureSql.ACCOUNT_SHARED
                        .replace(":partner", "'default'")
                        .replace(":account", "'" + clinic.account() + "'"));
        recording
                .createStatement()
                .execute("update scan_order set seen_at = now(), patient_id = '" + scan.patientId()
                        + "' where rx_id = '" + scan.rxId() + "'");
        return recording;
    }

    private static boolean isWaitedFor(Connection session) throws SQLException {
        try (ResultSet row = session.createStatement()
                .executeQuery("select exists (select 1 from pg_locks where locktype = 'advisory' and not granted)")) {
            return row.next() && row.getBoolean(1);
        }
    }
}
