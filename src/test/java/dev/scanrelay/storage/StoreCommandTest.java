package dev.scanrelay.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scanrelay.database.Database;
import dev.scanrelay.erase.Removals;
import dev.scanrelay.flow.FlowProfile;
import dev.scanrelay.local.embedded.LocalS3;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Announcements.Announcement;
import dev.scanrelay.testing.Bucket;
import dev.scanrelay.testing.Catalogue;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.Services;
import dev.scanrelay.testing.TestKeys;
import dev.scanrelay.transfer.ObjectAddress;
import dev.scanrelay.transfer.ObjectStore;
import dev.scanrelay.transfer.Place;
import dev.scanrelay.transfer.StoreAccess;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two object stores, the database and the service, all real; the command is run as an operator would. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class StoreCommandTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Map<String, Object> SMALL =
            Map.of("bytes", 60_000, "imageWidth", 0, "artifacts", List.of("IDE"));

    @Inject
    Pairings pairings;

    @Inject
    Database database;

    @Inject
    ObjectStore store;

    @TempDir
    Path data;

    Flow flow;
    SandboxClient sandbox;
    Bucket bucket;
    Catalogue catalogue;
    LocalS3 second;
    ObjectStore both;
    long account;

    @BeforeEach
    void connect() {
        flow = Flow.with(pairings);
        sandbox = flow.sandbox();
        bucket = new Bucket(store);
        catalogue = new Catalogue(database);
        second = LocalS3.start(data, 0);
        both = StoreAccess.of(intoTheSecond());
        makeBucket();
        account = flow.pairedClinic();
    }

    @AfterEach
    void close() {
        both.close();
        second.close();
    }

    @Test
    void findsNothingWrongWhereAllIsWell() {
        scanned(1);

        Said said = run(asItIs(), "verify", "--digests");

        assertThat(said.out()).contains("all is there");
        assertThat(said.code()).isZero();
    }

    @Test
    void findsAnObjectThatTheStoreLost() throws SQLException {
        Announcement ready = scanned(1);
        String lost = Bucket.keys(ready.data()).iterator().next();
        store.delete(store.place().at(lost));

        Said said = run(asItIs(), "verify");

        assertThat(said.code()).isOne();
        assertThat(said.out())
                .contains("order=" + ready.data().path("orderId").asText(), "problem=missing", lost)
                .contains("1 problems");
    }

    @Test
    void findsAByteThatIsNotWhatWasStored() {
        Announcement ready = scanned(1);
        String key = meshOf(ready);
        byte[] bytes = bucket.text(key).getBytes(UTF_8);
        damage(key);

        assertThat(run(asItIs(), "verify").code()).isZero();
        Said said = run(asItIs(), "verify", "--digests");

        assertThat(bytes).isNotEmpty();
        assertThat(said.code()).isOne();
        assertThat(said.out()).contains("problem=digest", key);
    }

    @Test
    void findsAManifestThatSaysSomethingElse() {
        scanned(1);
        String manifest = bucket.manifests(account).iterator().next();
        byte[] other = bucket.text(manifest)
                .replace("\"number\" : 1,", "\"number\" : 1, \"more\" : 1,")
                .replace("\"revision\" : 1", "\"revision\" : 7")
                .getBytes(UTF_8);
        store.put(store.place().at(manifest), other, other.length, "application/json");

        Said said = run(asItIs(), "verify");

        assertThat(said.code()).isOne();
        assertThat(said.out()).contains("problem=manifest-differs", manifest);
    }

    @Test
    void movesToAnotherStoreAndBackAndRemovesNothingUnlessAsked() throws SQLException {
        Announcement ready = scanned(1);
        int objects = objects(store.place());

        Said there = run(intoTheSecond(), "migrate");

        assertThat(there.code()).as(there.out() + there.err()).isZero();
        assertThat(there.out()).contains("nothing is elsewhere");
        assertThat(places()).containsExactly("second");
        assertThat(run(intoTheSecond(), "verify", "--digests").code()).isZero();
        assertThat(objects(store.place())).isEqualTo(objects);
        assertThat(objects(secondPlace())).isEqualTo(objects);

        Said removed = run(intoTheSecond(), "migrate", "--remove", "--left-for", "PT0S");

        assertThat(removed.out()).contains("Removed " + objects);
        assertThat(objects(store.place())).isZero();

        Said back = run(fromTheSecond(), "migrate");

        assertThat(back.code()).as(back.out()).isZero();
        assertThat(places()).containsExactly("main");
        assertThat(run(asItIs(), "verify", "--digests").code()).isZero();
        assertThat(bucket.keys(account)).isEqualTo(Bucket.keys(ready.data()));
    }

    @Test
    void cutsOffNoDownloadAndServesWhatHasMoved() throws Exception {
        Announcement ready = flow.ready(
                sandbox.scan(account, Map.of("bytes", 12_000_000, "imageWidth", 0, "artifacts", List.of("IDE")))
                        .rxId(),
                1);
        JsonNode archive = ready.data().path("artifacts").path(0);
        URI file = URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/api/v1/orders/"
                + ready.data().path("orderId").asText() + "/artifacts/"
                + archive.path("id").asText());
        Config another = config(Map.of("scanrelay.store.bucket", "moved-" + account));

        try (InputStream before = download(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(before.readNBytes(1000));
            Said moved = run(another, "migrate", "--remove", "--left-for", "PT0S");
            assertThat(moved.code()).as(moved.out()).isZero();
            assertThat(objects(store.place())).isZero();
            digest.update(before.readAllBytes());
            assertThat(HexFormat.of().formatHex(digest.digest()))
                    .isEqualTo(archive.path("sha256").asText());
        }
        try (InputStream after = download(file)) {
            assertThat(after.readAllBytes()).hasSize(archive.path("sizeBytes").asInt());
        }
        run(asItIs(), "migrate");
    }

    @Test
    void leavesNothingToLookForInAPlaceThatItHasEmptied() throws SQLException {
        Announcement ready = scanned(1);
        String prefix = bucket.manifests(account).iterator().next().replace("manifest.json", "");
        storedInTheSecond();
        byte[] orphan = "an attempt left it".getBytes(UTF_8);
        both.put(secondPlace().at(prefix + "orphan"), orphan, orphan.length, "text/plain");

        Said kept = run(fromTheSecond(), "migrate");
        assertThat(naming("second")).as(kept.out()).isPositive();
        Said removed = run(fromTheSecond(), "migrate", "--remove", "--left-for", "PT0S");

        assertThat(removed.code()).as(removed.out()).isZero();
        assertThat(naming("second")).isZero();
        assertThat(objects(secondPlace())).isZero();
        assertThat(bucket.keys(account)).isEqualTo(Bucket.keys(ready.data()));
        erased(ready, () -> {}); // by a service whose settings have no second store
        assertThat(objects(store.place())).isZero();
    }

    @Test
    void keepsTheLaterOfTwoTombstonesOfAPatient() {
        String key = "tombstones/default/" + account + "/patients/00ff.json";
        tombstone(store.place().at(key), "2026-03-02T09:15:31Z");
        tombstone(secondPlace().at(key), "2026-03-02T09:15:31.5Z");

        run(fromTheSecond(), "migrate");
        String renewed = bucket.text(key);
        tombstone(secondPlace().at(key), "2026-03-01T09:15:31Z");
        run(fromTheSecond(), "migrate");
        String kept = bucket.text(key);

        store.delete(store.place().at(key));
        assertThat(renewed).contains("09:15:31.5Z");
        assertThat(kept).isEqualTo(renewed);
    }

    private void tombstone(ObjectAddress at, String erasedAt) {
        byte[] stone = "{\"version\":1,\"erasedAt\":\"%s\"}".formatted(erasedAt).getBytes(UTF_8);
        both.put(at, stone, stone.length, "application/json");
    }

    @Test
    void movesNothingBetweenTwoNamesOfOneBucket() {
        Announcement ready = scanned(1);
        String endpoint = Services.shared().get("scanrelay.store.endpoint");
        Map<String, String> settings = new HashMap<>(access("scanrelay.stores.main."));
        settings.put("scanrelay.store.name", "another");
        settings.put("scanrelay.store.endpoint", endpoint.replace("127.0.0.1", "localhost"));
        settings.put("scanrelay.stores.main.endpoint", endpoint);
        settings.put("scanrelay.stores.main.bucket", "forgotten");

        Said said = run(config(settings), "migrate", "--remove", "--left-for", "PT0S");

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err())
                .contains("scanrelay.stores.main.endpoint leads to")
                .hasLineCount(1);
        assertThat(bucket.keys(account)).isEqualTo(Bucket.keys(ready.data()));
        assertThat(both.objects(store.place(), "probe/")).isEmpty();
    }

    private static InputStream download(URI file) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(file)
                .header("Authorization", "Bearer " + TestKeys.admin())
                .build();
        HttpResponse<InputStream> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void goesOnWhereItWasInterrupted() throws SQLException {
        scanned(1);
        scanned(1);
        String late =
                bucket.keys(account).stream().reduce((one, other) -> other).orElseThrow();
        byte[] kept = damage(late);

        Said first = run(intoTheSecond(), "migrate");

        assertThat(first.code()).isOne();
        assertThat(first.out()).contains("problem=digest", late);
        assertThat(places()).containsExactlyInAnyOrder("main", "second");

        mend(late, kept);
        Said again = run(intoTheSecond(), "migrate");

        assertThat(again.code()).as(again.out()).isZero();
        assertThat(again.out()).contains("1 objects");
        assertThat(places()).containsExactly("second");
        assertThat(run(intoTheSecond(), "verify", "--digests").code()).isZero();
        run(fromTheSecond(), "migrate");
    }

    @Test
    void isRunSeveralTimesAtOnce() throws Exception {
        for (int number = 0; number < 4; number++) {
            scanned(1);
        }
        List<Said> all = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Said> move = () -> run(intoTheSecond(), "migrate");
            List<Future<Said>> running = threads.invokeAll(List.of(move, move, move));
            for (Future<Said> one : running) {
                all.add(one.get());
            }
        }

        assertThat(all).extracting(Said::code).containsOnly(0);
        assertThat(places()).containsExactly("second");
        assertThat(run(intoTheSecond(), "verify", "--digests").code()).isZero();
        run(fromTheSecond(), "migrate");
    }

    @Test
    void rebuildsALostCatalogueThatKnowsTheSameContentAgain() throws SQLException {
        var scan = sandbox.scan(account, SMALL);
        Announcement ready = flow.ready(scan.rxId(), 1);
        lose();
        assertThat(catalogue.orders(account)).isZero();

        Said said = run(asItIs(), "rebuild-catalogue");

        assertThat(said.code()).as(said.out()).isZero();
        assertThat(said.out()).contains("Restored 1 revisions", "Not restored: names");
        assertThat(run(asItIs(), "verify", "--digests").code()).isZero();
        assertThat(run(asItIs(), "rebuild-catalogue").out()).contains("Restored 0 revisions", "There already: 1");

        sandbox.notifyAgain(scan.rxId());
        catalogue.settled(scan.rxId(), 1);

        assertThat(catalogue.revisions(scan.rxId())).isOne();
        assertThat(flow.about(scan.rxId(), Flow.READY)).containsExactly(ready);
        sandbox.rescan(scan.rxId());
        flow.ready(scan.rxId(), 2);
    }

    @Test
    void findsInARebuiltCatalogueWhatMovesLeft() throws SQLException {
        Announcement moved = scanned(1);
        run(intoTheSecond(), "migrate");
        Announcement begun = scanned(1);
        ObjectAddress copied = store.place().at(meshOf(begun));
        both.copySmall(copied, secondPlace().at(copied.key())); // as far as the next move came
        lose();

        Said said = run(intoTheSecond(), "rebuild-catalogue");

        assertThat(said.out()).contains("Restored 2 revisions of 3 manifests. There already: 1");
        erased(moved, () -> Removals.run(both));
        erased(begun, () -> Removals.run(both));
        assertThat(objects(store.place())).isZero();
        assertThat(objects(secondPlace())).isZero();
    }

    @Test
    void rebuildsWhatCameAfterAnOrderHadExpired() throws SQLException {
        var scan = sandbox.scan(account, SMALL);
        flow.ready(scan.rxId(), 1);
        expire(scan.rxId());
        store.removePrefix(store.place(), "orders/default/" + account + "/");
        sandbox.rescan(scan.rxId());
        Announcement back = flow.ready(scan.rxId(), 2);
        forgetRevision(scan.rxId(), 2);
        expire(scan.rxId());

        Said said = run(asItIs(), "rebuild-catalogue");

        assertThat(said.out()).contains("Restored 1 revisions");
        assertThat(catalogue.state(scan.rxId())).isEqualTo("ready");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bucket.keys(account)).isEqualTo(Bucket.keys(back.data())));
        assertThat(run(asItIs(), "verify", "--digests").out()).contains("all is there");
    }

    @Test
    void endsNoErasureOfAPatientBeforeItIsKnownWhoseRestoredOrdersAre() throws SQLException {
        var his = sandbox.scan(account, SMALL);
        flow.ready(his.rxId(), 1);
        Announcement other = scanned(1);
        lose();
        run(asItIs(), "rebuild-catalogue");

        Response preview = ask("/preview", Map.of("patientId", his.patientId()));
        String erasure = ask("", Map.of("patientId", his.patientId())).path("id");
        erased(other, () -> {}); // behind it: the first one had its turn

        assertThat(preview.<Integer>path("unidentified")).isEqualTo(2);
        assertThat(erasure(erasure).<String>path("state")).isEqualTo("running");
        assertThat(erasure(erasure).<Integer>path("unidentified")).isOne();
        assertThat(catalogue.state(his.rxId())).isEqualTo("ready");

        api().contentType(ContentType.JSON)
                .body(Map.of("account", Long.toString(account), "state", "any"))
                .post("/api/v1/orders/redrive");
        await().atMost(PATIENCE).until(() -> erasure(erasure).path("state").equals("done"));

        assertThat(erasure(erasure).<Integer>path("erased")).isOne();
        assertThat(catalogue.state(his.rxId())).isEqualTo("erased");
        assertThat(objects(store.place())).isZero();
    }

    @Test
    void saysWhichAttemptMayBeUnderWayStill() throws SQLException {
        Announcement ready = scanned(1);
        String order = ready.data().path("orderId").asText();
        change("delete from artifact where order_id = '" + order + "'");
        change("delete from revision where order_id = '" + order + "'");
        change("with o as (update scan_order set lease_owner = 'another', lease_until = now() + interval '1 day'"
                + " where id = '" + order + "' returning lease_token)"
                + " update attempt set state = 'open', lease_token = o.lease_token from o where order_id = '" + order
                + "'");

        Said said = run(asItIs(), "rebuild-catalogue");

        change("update scan_order set lease_owner = null, lease_until = null where id = '" + order + "'");
        assertThat(said.code()).isOne();
        assertThat(said.out()).contains("problem=under-way order=" + order, "Restored 0 revisions");
    }

    @Test
    void rebuildsNothingThatWasErased() throws SQLException {
        Announcement ready = scanned(1);
        lose();
        byte[] stone = "{}".getBytes(UTF_8);
        String key = "tombstones/default/" + account + "/orders/"
                + ready.data().path("orderId").asText() + ".json";
        store.put(store.place().at(key), stone, stone.length, "application/json");

        Said said = run(asItIs(), "rebuild-catalogue");

        store.delete(store.place().at(key));
        assertThat(said.out()).contains("Restored 0 revisions", "erased: 1");
        await().atMost(PATIENCE).until(() -> objects(store.place()) == 0);
        assertThat(catalogue.orders(account)).isZero();
    }

    @Test
    void rebuildsNoRevisionWhoseFilesAreGone() throws SQLException {
        Announcement ready = scanned(1);
        lose();
        store.delete(store.place().at(meshOf(ready)));

        Said said = run(asItIs(), "rebuild-catalogue");

        assertThat(said.code()).isOne();
        assertThat(said.out()).contains("problem=files-missing");
        assertThat(catalogue.orders(account)).isZero();
    }

    @Test
    void saysHowItIsUsed() {
        assertThat(run(asItIs(), "migrate", "--left-for", "PT1H").code()).isEqualTo(2);
        assertThat(run(asItIs(), "verify", "--everything").code()).isEqualTo(2);
        assertThat(run(asItIs(), "destroy").err()).contains("store migrate");
    }

    private Announcement scanned(int revision) {
        return flow.ready(sandbox.scan(account, SMALL).rxId(), revision);
    }

    private static String meshOf(Announcement ready) {
        return Bucket.keys(ready.data()).stream()
                .filter(key -> key.endsWith(".stl") || key.endsWith(".ply"))
                .findFirst()
                .orElseThrow();
    }

    /** One byte of it is another. */
    private byte[] damage(String key) {
        byte[] bytes = bytes(key);
        byte[] other = bytes.clone();
        other[other.length / 2] ^= 1;
        mend(key, other);
        return bytes;
    }

    private byte[] bytes(String key) {
        try (var body = store.get(store.place().at(key))) {
            return body.readAllBytes();
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private void mend(String key, byte[] bytes) {
        store.put(store.place().at(key), bytes, bytes.length, "application/octet-stream");
    }

    /** What a database that was lost does not know any more. */
    private void lose() throws SQLException {
        String orders = "(select id from scan_order where account_id = '" + account + "')";
        try (Connection connection = jdbc()) {
            for (String table : List.of("artifact", "revision", "attempt", "timeline", "stray_object")) {
                connection.createStatement().execute("delete from " + table + " where order_id in " + orders);
            }
            connection.createStatement().execute("delete from scan_order where account_id = '" + account + "'");
        }
    }

    /** All of it, as if it had gone there from the beginning. */
    private void storedInTheSecond() throws SQLException {
        assertThat(run(intoTheSecond(), "migrate", "--remove", "--left-for", "PT0S")
                        .code())
                .isZero();
        try (Connection connection = jdbc()) {
            connection
                    .createStatement()
                    .execute("update attempt set store = 'second', bucket = 'scans' where order_id in"
                            + " (select id from scan_order where account_id = '" + account + "')");
        }
    }

    /** What docs/storage.md asks before a store is taken out of the settings. */
    private int naming(String store) throws SQLException {
        try (Connection connection = jdbc();
                ResultSet row = connection.createStatement().executeQuery("""
                        select count(*) from (select order_id, store from order_object
                                    union all select order_id, store from attempt where state <> 'swept'
                                    union all select order_id, store from erased_object) named
                         where store = '%s' and order_id in (select id from scan_order where account_id = '%s')""".formatted(store, account))) {
            row.next();
            return row.getInt(1);
        }
    }

    /** All of the order, to its end. */
    private void erased(Announcement ready, Runnable helping) {
        String id = ask("", Map.of("orderId", ready.data().path("orderId").asText()))
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        await("erasure " + id).atMost(PATIENCE).until(() -> {
            helping.run();
            return erasure(id).path("state").equals("done");
        });
    }

    private Response ask(String more, Map<String, String> what) {
        return api().contentType(ContentType.JSON).body(what).post(erasures() + more);
    }

    private Response erasure(String id) {
        return api().get(erasures() + "/" + id);
    }

    private String erasures() {
        return "/api/v1/accounts/" + account + "/erasures";
    }

    private static RequestSpecification api() {
        return RestAssured.given().header("Authorization", "Bearer " + TestKeys.admin());
    }

    /** As a backup knows it that was written when its first scan had expired and the second had not come. */
    private void expire(String rx) throws SQLException {
        String order = "(select id from scan_order where rx_id = '" + rx + "')";
        change("delete from artifact where order_id in " + order);
        change(
                "update revision set fingerprint = '', manifest_store = null, manifest_bucket = null, manifest_key = null"
                        + " where order_id in " + order);
        change("update attempt set state = 'swept' where order_id in " + order);
        change("update scan_order set state = 'expired' where rx_id = '" + rx + "'");
    }

    private void forgetRevision(String rx, int number) throws SQLException {
        String order = "(select id from scan_order where rx_id = '" + rx + "')";
        change("delete from attempt where id in (select attempt_id from revision where number = " + number
                + " and order_id in " + order + ")");
        change("delete from artifact where revision = " + number + " and order_id in " + order);
        change("delete from revision where number = " + number + " and order_id in " + order);
        change("update scan_order set latest_revision = latest_revision - 1 where rx_id = '" + rx + "'");
    }

    private static void change(String sql) throws SQLException {
        try (Connection connection = jdbc()) {
            connection.createStatement().execute(sql);
        }
    }

    private List<String> places() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = jdbc();
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("select distinct store from (select a.order_id, a.store from artifact a union"
                                + " select order_id, manifest_store from revision) x join scan_order o on o.id = x.order_id"
                                + " where o.account_id = '" + account + "'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private int objects(Place place) {
        return both.objects(place, "orders/default/" + account + "/").size();
    }

    private static Place secondPlace() {
        return new Place("second", "scans");
    }

    private void makeBucket() {
        data.resolve("scans").toFile().mkdirs();
    }

    private static Connection jdbc() throws SQLException {
        Map<String, String> settings = Services.shared();
        return DriverManager.getConnection(
                settings.get("quarkus.datasource.jdbc.url"),
                settings.get("quarkus.datasource.username"),
                settings.get("quarkus.datasource.password"));
    }

    private static Config asItIs() {
        return config(Map.of());
    }

    private Config intoTheSecond() {
        Map<String, String> settings = new HashMap<>(access("scanrelay.store."));
        settings.put("scanrelay.store.name", "second");
        settings.put("scanrelay.store.endpoint", second.endpoint().toString());
        settings.put("scanrelay.store.bucket", "scans");
        settings.put("scanrelay.stores.main.endpoint", Services.shared().get("scanrelay.store.endpoint"));
        settings.putAll(access("scanrelay.stores.main."));
        return config(settings);
    }

    private Config fromTheSecond() {
        Map<String, String> settings = new HashMap<>(access("scanrelay.stores.second."));
        settings.put("scanrelay.stores.second.endpoint", second.endpoint().toString());
        settings.put("scanrelay.stores.second.bucket", "scans");
        return config(settings);
    }

    private static Map<String, String> access(String prefix) {
        return Map.of(prefix + "access-key", LocalS3.ACCESS_KEY, prefix + "secret-key", LocalS3.SECRET_KEY);
    }

    private static Config config(Map<String, String> change) {
        Map<String, String> settings = new HashMap<>(Services.shared());
        settings.putAll(change);
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 500))
                .build();
    }

    private Said run(Config config, String verb, String... more) {
        List<String> words = new ArrayList<>(List.of(verb, "--account", Long.toString(account)));
        words.addAll(List.of(more));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code =
                StoreCommand.run(words, config, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return new Said(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    private record Said(int code, String out, String err) {}
}
