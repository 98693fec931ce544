package dev.scanrelay.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scanrelay.flow.FlowProfile;
import dev.scanrelay.testing.Announcements.Announcement;
import dev.scanrelay.testing.Bucket;
import dev.scanrelay.testing.Services;
import dev.scanrelay.testing.TestKeys;
import dev.scanrelay.transfer.ObjectAddress;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

/** Objects move from one of two real stores to the other by {@code store migrate}, beside the service. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class MigrationTest extends StoreStage {

    @Test
    void movesToAnotherStoreAndBackAndRemovesNothingUnlessAsked() {
        Announcement ready = scanned();
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
    void leavesNothingToLookForInAPlaceThatItHasEmptied() {
        Announcement ready = scanned();
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

    @Test
    void movesNothingBetweenTwoNamesOfOneBucket() {
        Announcement ready = scanned();
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

    @Test
    void goesOnWhereItWasInterrupted() {
        scanned();
        scanned();
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
            scanned();
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

    private void tombstone(ObjectAddress at, String erasedAt) {
        byte[] stone = "{\"version\":1,\"erasedAt\":\"%s\"}".formatted(erasedAt).getBytes(UTF_8);
        both.put(at, stone, stone.length, "application/json");
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

    /** All of it, as if it had gone there from the beginning. */
    private void storedInTheSecond() {
        assertThat(run(intoTheSecond(), "migrate", "--remove", "--left-for", "PT0S")
                        .code())
                .isZero();
        change("update attempt set store = 'second', bucket = 'scans' where order_id in"
                + " (select id from scan_order where account_id = '" + account + "')");
    }

    /** What docs/storage.md asks before a store is taken out of the settings. */
    private long naming(String store) {
        return database.<Long>read(session -> session.createNativeQuery("""
                        select count(*) from (select order_id, store from order_object
                                    union all select order_id, store from attempt where state <> 'swept'
                                    union all select order_id, store from erased_object) named
                         where store = '%s' and order_id in (select id from scan_order where account_id = '%s')""".formatted(store, account), Long.class)
                .getSingleResult());
    }

    private List<String> places() {
        return database.read(session -> session.createNativeQuery(
                        "select distinct store from (select a.order_id, a.store from artifact a union"
                                + " select order_id, manifest_store from revision) x join scan_order o on o.id = x.order_id"
                                + " where o.account_id = '" + account + "'",
                        String.class)
                .getResultList());
    }
}
