package dev.scanrelay.erase;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import dev.scanrelay.flow.FlowProfile;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.order.Lane;
import dev.scanrelay.order.Orders;
import dev.scanrelay.order.Origin;
import dev.scanrelay.order.Wish;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Announcements.Announcement;
import dev.scanrelay.testing.Bucket;
import dev.scanrelay.testing.Catalogue;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.SandboxClient.Scan;
import dev.scanrelay.testing.TestKeys;
import dev.scanrelay.transfer.ObjectAddress;
import dev.scanrelay.transfer.ObjectStore;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A patient's data is erased, found nowhere, and stays away whoever asks for it. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class ErasureTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ERASED = "dev.scanrelay.order.erased.v1";
    private static final String FIRST_NAME = "Qwertzfirst";
    private static final String LAST_NAME = "Qwertzlast";
    private static final String CHART_NUMBER = "QWERTZ-4711";
    private static final Map<String, Object> SMALL =
            Map.of("bytes", 60_000, "imageWidth", 0, "artifacts", List.of("IDE"));

    @Inject
    Pairings pairings;

    @Inject
    Database database;

    @Inject
    ObjectStore store;

    @Inject
    Tombstones tombstones;

    @Inject
    OrderRemoval removal;

    @Inject
    Orders orders;

    private Flow flow;
    private SandboxClient sandbox;
    private Catalogue catalogue;
    private Bucket bucket;
    private String key = "";
    private long account;

    @BeforeEach
    void connect() {
        flow = Flow.with(pairings);
        sandbox = flow.sandbox();
        catalogue = new Catalogue(database);
        bucket = new Bucket(store);
        key = TestKeys.admin();
        account = flow.pairedClinic();
    }

    @Test
    void leavesNothingOfAPatientInTheDatabaseOrTheStore() {
        Scan first = sandbox.scan(account, SMALL);
        flow.ready(first.rxId(), 1);
        sandbox.changePatient(
                first.rxId(), Map.of("firstName", FIRST_NAME, "lastName", LAST_NAME, "chartNumber", CHART_NUMBER));
        sandbox.rescan(first.rxId());
        flow.ready(first.rxId(), 2);
        Scan second = sandbox.newScan(Map.of("account", account, "patientId", first.patientId(), "plan", SMALL));
        flow.ready(second.rxId(), 1);
        Scan another = other(first);
        String order = order(first);
        String artifact = api().get("/api/v1/orders/" + order).path("revisions[0].artifacts[0].id");
        acknowledge(order);
        assertThat(bucket.keys(account)).isNotEmpty();
        assertThat(dump()).contains(first.patientId());
        assertThat(preview(Map.of("patientId", first.patientId())).getInt("orders"))
                .isEqualTo(2);

        JsonPath done = erased(Map.of("patientId", first.patientId()));

        assertThat(done.getInt("erased")).isEqualTo(2);
        assertThat(done.getList("orders")).contains(order);
        assertThat(dump() + objects())
                .doesNotContainIgnoringCase(first.patientId(), first.patientId().replace("-", ""))
                .doesNotContainIgnoringCase(FIRST_NAME, LAST_NAME, CHART_NUMBER);
        assertThat(sealedOf(order)).isZero();
        assertThat(bucket.keys(account))
                .isEqualTo(Bucket.keys(flow.ready(another.rxId(), 1).data()));
        assertThat(bucket.manifests(account)).hasSize(1);
        assertThat(tombstonesOf(account))
                .contains(first.rxId(), second.rxId())
                .doesNotContainIgnoringCase(first.patientId());
        assertThat(api().get("/api/v1/orders/" + order).statusCode()).isEqualTo(410);
        assertThat(api().get("/api/v1/orders/by-rx/" + first.rxId()).statusCode())
                .isEqualTo(410);
        assertThat(api().get("/api/v1/orders/" + order + "/revisions/1").statusCode())
                .isEqualTo(410);
        assertThat(api().get("/api/v1/orders/" + order + "/files").statusCode()).isEqualTo(410);
        assertThat(api().get("/api/v1/orders/" + order + "/artifacts/" + artifact)
                        .<String>path("type"))
                .isEqualTo("urn:scanrelay:problem:erased");
        assertThat(say(order).statusCode()).isEqualTo(410);
        await().atMost(PATIENCE).until(() -> !flow.about(first.rxId(), ERASED).isEmpty());
        assertThat(flow.about(first.rxId(), ERASED).getFirst().data().toString())
                .doesNotContain(first.patientId());
    }

    @Test
    void bringsNothingBackWhoeverAsksForIt() {
        Scan scan = sandbox.scan(account, SMALL);
        flow.ready(scan.rxId(), 1);
        String order = order(scan);
        erased(Map.of("patientId", scan.patientId()));

        sandbox.rescan(scan.rxId());
        sandbox.notifyAgain(scan.rxId());
        Response redriven = json().post("/api/v1/orders/" + order + "/redrive");
        json().body(Map.of("account", Long.toString(account), "state", "any")).post("/api/v1/orders/redrive");
        wish(scan, Origin.SWEEP);
        wish(scan, Origin.IMPORT);
        Scan later = other(scan);

        assertThat(redriven.statusCode()).isEqualTo(410);
        assertThat(catalogue.state(scan.rxId())).isEqualTo("erased");
        assertThat(dump()).doesNotContain(scan.patientId());
        assertThat(bucket.keys(account))
                .isEqualTo(Bucket.keys(flow.ready(later.rxId(), 1).data()));
    }

    @Test
    void fetchesANewOrderOfThePatientAndNoneFromBefore() {
        Scan known = sandbox.scan(account, SMALL);
        flow.ready(known.rxId(), 1);
        Scan unheard = sandbox.newScan(
                Map.of("account", account, "patientId", known.patientId(), "plan", SMALL, "tell", false));
        erased(Map.of("patientId", known.patientId()));

        sandbox.notifyAgain(unheard.rxId());
        await().atMost(PATIENCE)
                .until(() -> catalogue.knows(unheard.rxId())
                        && catalogue.state(unheard.rxId()).equals("erased"));
        Scan anew = sandbox.newScan(Map.of("account", account, "patientId", known.patientId(), "plan", SMALL));
        Announcement ready = flow.ready(anew.rxId(), 1);

        assertThat(bucket.keys(account)).isEqualTo(Bucket.keys(ready.data()));
        assertThat(flow.about(unheard.rxId(), Flow.READY)).isEmpty();
    }

    /** The RX was for one patient, and another sat in the chair: the scan is the other's. */
    @Test
    void leavesTheScanOfAnotherPatientAndForgetsThatItWasRequestedForHim() {
        Scan scan = sandbox.scan(account, SMALL);
        Announcement ready = flow.ready(scan.rxId(), 1);
        String order = order(scan);
        run("""
                with request as (
                    insert into scan_request (id, partner_id, account_id, state, content, match, candidates, patient_id, rx_id, order_id, look_at, created_at, changed_at)
                    select gen_random_uuid(), partner_id, account_id, 'scanned', 'x', 'none', '[]', 'requested-for', rx_id, id, now(), now(), now()
                      from scan_order where id = '%s' returning id, order_id)
                update scan_order o set scan_request_id = r.id, reference = 'visit-77', patient_differs = 'patientId' from request r where o.id = r.order_id""".formatted(order));
        assertThat(preview(Map.of("patientId", "requested-for")).getInt("orders"))
                .isZero();

        erased(Map.of("patientId", "requested-for"));

        assertThat(catalogue.state(scan.rxId())).isEqualTo("ready");
        assertThat(bucket.keys(account)).isEqualTo(Bucket.keys(ready.data()));
        assertThat(dump()).doesNotContain("requested-for");
        assertThat(count("select count(*), 1 from scan_order where id = '" + order
                        + "' and reference is null and patient_differs is null and scan_request_id is null"))
                .isEqualTo(1);
    }

    @Test
    void erasesOneOrderAloneAndAsksOnceForWhatIsAskedTwice() {
        Scan scan = sandbox.scan(account, SMALL);
        flow.ready(scan.rxId(), 1);
        Scan other = sandbox.newScan(Map.of("account", account, "patientId", scan.patientId(), "plan", SMALL));
        Announcement kept = flow.ready(other.rxId(), 1);
        String order = order(scan);

        erased(Map.of("orderId", order));
        erased(Map.of("orderId", order));

        assertThat(catalogue.state(other.rxId())).isEqualTo("ready");
        assertThat(bucket.keys(account)).isEqualTo(Bucket.keys(kept.data()));
    }

    @Test
    void goesOnWhereAProcessDiedInTheMiddle() {
        Scan first = sandbox.scan(account, SMALL);
        flow.ready(first.rxId(), 1);
        Scan second = sandbox.newScan(Map.of("account", account, "patientId", first.patientId(), "plan", SMALL));
        flow.ready(second.rxId(), 1);
        UUID half = UUID.fromString(order(first));

        // As one that died behind the first order's transaction, and before any object was removed.
        database.write(session -> removal.erase(
                session,
                PartnerId.DEFAULT,
                new AccountId(Long.toString(account)),
                half,
                new Burial(Instant.now(), "test", Optional.empty(), Optional.empty(), false)));
        erased(Map.of("patientId", first.patientId()));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bucket.keys(account)).isEmpty());
        assertThat(dump()).doesNotContain(first.patientId());
    }

    @Test
    void forgetsHimAmongTheCandidatesOfOthersAndNobodyWhoseIdHoldsHis() {
        Scan scan = sandbox.scan(account, SMALL);
        flow.ready(scan.rxId(), 1);
        requestWhoseSearchFound("his", scan.patientId());
        requestWhoseSearchFound("another's", scan.patientId() + "0");

        erased(Map.of("patientId", scan.patientId()));

        assertThat(candidates("his")).isEqualTo("[]");
        assertThat(candidates("another's")).contains(scan.patientId() + "0");
        run("delete from scan_request where account_id = '" + account + "'");
    }

    @Test
    void erasesAgainUpToTheLastTimeWhenTheRestoredDatabaseKnowsOnlyTheFirst() {
        Scan scan = sandbox.scan(account, SMALL);
        flow.ready(scan.rxId(), 1);
        erased(Map.of("patientId", scan.patientId()));
        erased(Map.of("patientId", scan.patientId()));

        // A backup from between: it knows of the first time alone, and holds a request that went with the second.
        run("update erased_patient set erased_at = erased_at - interval '1 day' where account_id = '" + account + "'");
        run("""
                insert into scan_request (id, partner_id, account_id, state, content, match, candidates, patient_id, look_at, created_at, changed_at)
                values (gen_random_uuid(), 'default', '%s', 'created', 'x', 'none', '[]', '%s', now(), now() - interval '1 hour', now())""".formatted(account, scan.patientId()));
        tombstones.obey();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(dump()).doesNotContain(scan.patientId()));
    }

    private void requestWhoseSearchFound(String reference, String patient) {
        database.write(session -> session.createNativeQuery("""
                        insert into scan_request (id, partner_id, account_id, state, content, reference, match, candidates, look_at, created_at, changed_at)
                        values (gen_random_uuid(), 'default', :account, 'created', 'x', :reference, 'similar', :candidates, now(), now(), now())""")
                .setParameter("account", Long.toString(account))
                .setParameter("reference", reference)
                .setParameter("candidates", "[{\"patientId\":\"" + patient + "\",\"why\":[]}]")
                .executeUpdate());
    }

    private String candidates(String reference) {
        return database.read(session -> session.createNativeQuery(
                        "select candidates, 1 from scan_request where account_id = :account and reference = :reference",
                        Object[].class)
                .setParameter("account", Long.toString(account))
                .setParameter("reference", reference)
                .getSingleResult()
                .map(row -> (String) row[0]));
    }

    @Test
    void isNotStoppedByAnotherWhosePatientDoesNotUnseal() {
        Scan scan = sandbox.scan(account, SMALL);
        flow.ready(scan.rxId(), 1);
        run("""
                insert into erasure (id, partner_id, account_id, patient_id, patient_index, state, asked_by, asked_at, due_at)
                values (gen_random_uuid(), 'default', '%s', 'broken', 'nobody', 'running', 'test', now(), '-infinity')""".formatted(account));

        erased(Map.of("patientId", scan.patientId()));

        assertThat(catalogue.state(scan.rxId())).isEqualTo("erased");
        run("delete from erasure where patient_index = 'nobody'");
    }

    @Test
    void erasesAgainWhatComesBackWithARestoredDatabase() {
        Scan scan = sandbox.scan(account, SMALL);
        flow.ready(scan.rxId(), 1);
        String order = order(scan);
        List<String> tables = List.of("scan_order", "revision", "artifact", "attempt");
        tables.forEach(table -> run("create table saved_%1$s as select * from %1$s where %2$s = '%3$s'"
                .formatted(table, table.equals("scan_order") ? "id" : "order_id", order)));
        erased(Map.of("patientId", scan.patientId()));

        run("delete from erased_order where order_id = '" + order + "'");
        run("delete from erased_patient where account_id = '" + account + "'");
        List.of("artifact", "attempt", "revision", "timeline")
                .forEach(table -> run("delete from " + table + " where order_id = '" + order + "'"));
        run("delete from scan_order where id = '" + order + "'");
        tables.forEach(table -> run("insert into %1$s select * from saved_%1$s".formatted(table)));
        assertThat(dump()).contains(scan.patientId());
        tombstones.obey();

        tables.forEach(table -> run("drop table saved_" + table));
        assertThat(catalogue.state(scan.rxId())).isEqualTo("erased");
        assertThat(dump()).doesNotContain(scan.patientId());
        assertThat(sealedOf(order)).isZero();
    }

    @Test
    void keepsOutWhatADatabaseFromBeforeTheOrderNeverKnew() {
        Scan scan = sandbox.scan(account, SMALL);
        flow.ready(scan.rxId(), 1);
        String order = order(scan);
        erased(Map.of("orderId", order));

        run("delete from erased_order where order_id = '" + order + "'");
        List.of("attempt", "revision", "timeline")
                .forEach(table -> run("delete from " + table + " where order_id = '" + order + "'"));
        run("delete from scan_order where id = '" + order + "'");
        tombstones.obey();
        sandbox.notifyAgain(scan.rxId());
        flow.ready(other(scan).rxId(), 1);

        assertThat(catalogue.state(scan.rxId())).isEqualTo("erased");
    }

    private JsonPath erased(Map<String, ?> what) {
        String id =
                json().body(what).post(base()).then().statusCode(202).extract().path("id");
        return await("erasure " + id)
                .atMost(PATIENCE)
                .until(
                        () -> api().get(base() + "/" + id).jsonPath(),
                        answer -> answer.getString("state").equals("done"));
    }

    private JsonPath preview(Map<String, ?> what) {
        return json().body(what)
                .post(base() + "/preview")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private String base() {
        return "/api/v1/accounts/" + account + "/erasures";
    }

    private Scan other(Scan than) {
        String patient = sandbox.patients(account).stream()
                .map(SandboxClient.Patient::patientId)
                .filter(id -> !id.equals(than.patientId()))
                .findFirst()
                .orElseThrow();
        Scan scan = sandbox.newScan(Map.of("account", account, "patientId", patient, "plan", SMALL));
        flow.ready(scan.rxId(), 1);
        return scan;
    }

    /** As a sweep or an import that finds it at the vendor. */
    private void wish(Scan scan, Origin origin) {
        Wish wish = new Wish(
                PartnerId.DEFAULT,
                new AccountId(Long.toString(account)),
                new RxId(scan.rxId()),
                Lane.SLOW,
                origin,
                Optional.of("test"));
        database.write(session -> orders.want(session, List.of(wish), Instant.now()));
    }

    private void acknowledge(String order) {
        assertThat(say(order).statusCode()).isEqualTo(200);
    }

    private Response say(String order) {
        return json().body(Map.of("outcome", "unmatched", "reason", "Xyzmarked has two charts"))
                .post("/api/v1/orders/" + order + "/revisions/1/ack");
    }

    private String order(Scan scan) {
        return api().get("/api/v1/orders/by-rx/" + scan.rxId()).path("id");
    }

    private RequestSpecification api() {
        return given().header("Authorization", "Bearer " + key);
    }

    private RequestSpecification json() {
        return api().contentType(ContentType.JSON);
    }

    /** Everything in the database as text, but for the audit record, which holds ids by law. */
    private String dump() {
        StringBuilder all = new StringBuilder();
        for (String table : texts("select table_name, 1 from information_schema.tables where table_schema = 'public'"
                + " and table_type = 'BASE TABLE' and table_name not like 'audit%'")) {
            texts("select cast(row_to_json(t) as text), 1 from \"" + table + "\" t")
                    .forEach(row -> all.append(row).append('\n'));
        }
        return all.toString();
    }

    /** Sealed values that could be opened as a name of this order's patient. */
    private long sealedOf(String order) {
        return count("""
                select (select count(*) from scan_order where id = '%1$s'
                           and (patient_first_name is not null or patient_last_name is not null or chart_number is not null
                                or chart_number_index is not null or patient_id is not null))
                     + (select count(*) from artifact where order_id = '%1$s')
                     + (select count(*) from acknowledgement where order_id = '%1$s')
                     + (select count(*) from scan_request where order_id = '%1$s')""".formatted(order));
    }

    /** Everything of the clinic in the store, zips as they are: what is packed in them is beside them. */
    private String objects() {
        return under("orders/default/" + account + "/");
    }

    private String tombstonesOf(long of) {
        return under("tombstones/default/" + of + "/");
    }

    private String under(String prefix) {
        StringBuilder all = new StringBuilder();
        for (ObjectAddress at : store.objects(store.place(), prefix)) {
            all.append(at.key()).append(' ');
            try (InputStream bytes = store.get(at)) {
                all.append(new String(bytes.readAllBytes(), StandardCharsets.UTF_8))
                        .append('\n');
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return all.toString();
    }

    private List<String> texts(String sql) {
        return database.read(session -> session.createNativeQuery(sql, Object[].class)
                .getResultList()
                .map(rows -> rows.stream().map(row -> String.valueOf(row[0])).toList()));
    }

    private long count(String sql) {
        return database.read(session -> session.createNativeQuery(sql, Tuple.class)
                .getSingleResult()
                .map(row -> row.get(0, Number.class).longValue()));
    }

    private void run(String sql) {
        database.write(session -> session.createNativeQuery(sql).executeUpdate());
    }
}
