package dev.scanrelay.erase;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Bucket;
import dev.scanrelay.testing.Catalogue;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.SandboxClient.Scan;
import dev.scanrelay.testing.TestKeys;
import dev.scanrelay.transfer.ObjectStore;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A clinic of its own whose scans are held, expire or are erased. */
final class Clinic {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Map<String, Object> SMALL =
            Map.of("bytes", 60_000, "imageWidth", 0, "artifacts", List.of("IDE"));

    private final Database database;
    private final Flow flow;
    private final Catalogue catalogue;
    private final Bucket bucket;
    private final String key = TestKeys.admin();
    private final long account;

    Clinic(Pairings pairings, Database database, ObjectStore store) {
        this.database = database;
        this.flow = Flow.with(pairings);
        this.catalogue = new Catalogue(database);
        this.bucket = new Bucket(store);
        this.account = flow.pairedClinic();
    }

    long account() {
        return account;
    }

    Flow flow() {
        return flow;
    }

    Scan scan() {
        Scan scan = flow.sandbox().scan(account, SMALL);
        flow.ready(scan.rxId(), 1);
        return scan;
    }

    Scan scanOfSamePatient(Scan as) {
        Scan scan = flow.sandbox().newScan(Map.of("account", account, "patientId", as.patientId(), "plan", SMALL));
        flow.ready(scan.rxId(), 1);
        return scan;
    }

    String order(Scan scan) {
        return api().get("/api/v1/orders/by-rx/" + scan.rxId()).path("id");
    }

    String state(Scan scan) {
        return catalogue.state(scan.rxId());
    }

    Set<String> keys() {
        return bucket.keys(account);
    }

    Response erase(Map<String, ?> what) {
        return json().body(what).post(base() + "/erasures");
    }

    JsonPath erasure(Response asked) {
        return api().get(base() + "/erasures/" + asked.path("id")).jsonPath();
    }

    Response hold(Map<String, ?> what) {
        return json().body(what).post(base() + "/holds");
    }

    Response lift(Response hold) {
        return json().delete(base() + "/holds/" + hold.path("id"));
    }

    Response keep(Map<String, ?> howLong) {
        return json().body(howLong).put(base() + "/retention");
    }

    /** As if it had changed last so long ago. */
    void old(Scan scan, int days) {
        run("update scan_order set changed_at = now() - interval '" + days + " days' where rx_id = '" + scan.rxId()
                + "'");
    }

    /** As a rebuilt catalogue knows it until the vendor is asked. */
    void unidentified(Scan scan) {
        run("update scan_order set patient_id = null, seen_at = null where rx_id = '" + scan.rxId() + "'");
    }

    /** Scans are kept for a day, and this one is older when retention looks: it goes unless something keeps it. */
    void timeIsOver(Scan scan) {
        old(scan, 3);
        keep(Map.of("days", 1));
        retentionRuns();
    }

    /** A whole run of the retention that begins from now on. */
    void retentionRuns() {
        String before = lastRun();
        run("update retention_run set due_at = now(), partner_id = '', account_id = ''");
        await("a run of the retention").atMost(PATIENCE).until(() -> !lastRun().equals(before));
    }

    void run(String sql) {
        database.write(session -> session.createNativeQuery(sql).executeUpdate());
    }

    private String lastRun() {
        return database.read(
                session -> session.createNativeQuery("select ended_at, 1 from retention_run", Object[].class)
                        .getSingleResult()
                        .map(row -> String.valueOf(row[0])));
    }

    private String base() {
        return "/api/v1/accounts/" + account;
    }

    private RequestSpecification api() {
        return given().header("Authorization", "Bearer " + key);
    }

    private RequestSpecification json() {
        return api().contentType(ContentType.JSON);
    }
}
