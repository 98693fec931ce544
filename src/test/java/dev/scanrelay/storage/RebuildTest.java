package dev.scanrelay.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.erase.Removals;
import dev.scanrelay.flow.FlowProfile;
import dev.scanrelay.testing.Announcements.Announcement;
import dev.scanrelay.testing.Bucket;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.transfer.ObjectAddress;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a database lost comes back from the manifests by {@code store rebuild-catalogue}. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class RebuildTest extends StoreStage {

    @Test
    void rebuildsALostCatalogueThatKnowsTheSameContentAgain() {
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
    void findsInARebuiltCatalogueWhatMovesLeft() {
        Announcement moved = scanned();
        run(intoTheSecond(), "migrate");
        Announcement begun = scanned();
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
    void rebuildsWhatCameAfterAnOrderHadExpired() {
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
    void removesWhatIsLeftOfAnExpiredRevisionThoughANewerOneIsRestoredAlready() {
        var scan = sandbox.scan(account, SMALL);
        flow.ready(scan.rxId(), 1);
        String manifest = bucket.manifests(account).iterator().next();
        byte[] first = bucket.text(manifest).getBytes(UTF_8);
        expire(scan.rxId());
        sandbox.rescan(scan.rxId());
        Announcement back = flow.ready(scan.rxId(), 2);
        forgetRevision(scan.rxId(), 2);
        expire(scan.rxId());
        store.delete(store.place().at(manifest));
        run(asItIs(), "rebuild-catalogue"); // meets the newer one alone
        mend(manifest, first);

        Said said = run(asItIs(), "rebuild-catalogue");

        assertThat(said.code()).as(said.out()).isZero();
        assertThat(said.out()).contains("There already: 1", "removed: 1");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bucket.keys(account)).isEqualTo(Bucket.keys(back.data())));
        assertThat(bucket.manifests(account)).hasSize(1).doesNotContain(manifest);
    }

    @Test
    void leavesAFileThatALiveRevisionNamesThoughAnExpiredOneNamesItToo() {
        var scan = sandbox.scan(account, SMALL);
        Announcement expired = flow.ready(scan.rxId(), 1);
        String manifest = bucket.manifests(account).iterator().next();
        String first = bucket.text(manifest);
        expire(scan.rxId());
        store.removePrefix(store.place(), "orders/default/" + account + "/");
        sandbox.rescan(scan.rxId());
        Announcement live = flow.ready(scan.rxId(), 2);
        mend(manifest, first.replace(meshOf(expired), meshOf(live)).getBytes(UTF_8));

        Said said = run(asItIs(), "rebuild-catalogue");

        assertThat(said.out()).contains("There already: 1", "removed: 1");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bucket.manifests(account)).doesNotContain(manifest));
        assertThat(bucket.keys(account)).isEqualTo(Bucket.keys(live.data()));
    }

    @Test
    void endsNoErasureOfAPatientBeforeItIsKnownWhoseRestoredOrdersAre() {
        var his = sandbox.scan(account, SMALL);
        flow.ready(his.rxId(), 1);
        Announcement other = scanned();
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
    void saysWhichAttemptMayBeUnderWayStill() {
        Announcement ready = scanned();
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
    void rebuildsNothingThatWasErased() {
        Announcement ready = scanned();
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
    void rebuildsNoRevisionWhoseFilesAreGone() {
        Announcement ready = scanned();
        lose();
        store.delete(store.place().at(meshOf(ready)));

        Said said = run(asItIs(), "rebuild-catalogue");

        assertThat(said.code()).isOne();
        assertThat(said.out()).contains("problem=files-missing");
        assertThat(catalogue.orders(account)).isZero();
    }

    /** What a database that was lost does not know any more. */
    private void lose() {
        String orders = "(select id from scan_order where account_id = '" + account + "')";
        for (String table : List.of("artifact", "revision", "attempt", "timeline", "stray_object")) {
            change("delete from " + table + " where order_id in " + orders);
        }
        change("delete from scan_order where account_id = '" + account + "'");
    }

    /** As a backup knows it that was written when its first scan had expired and the second had not come. */
    private void expire(String rx) {
        String order = "(select id from scan_order where rx_id = '" + rx + "')";
        change("delete from artifact where order_id in " + order);
        change(
                "update revision set fingerprint = '', manifest_store = null, manifest_bucket = null, manifest_key = null"
                        + " where order_id in " + order);
        change("update attempt set state = 'swept' where order_id in " + order);
        change("update scan_order set state = 'expired' where rx_id = '" + rx + "'");
    }

    private void forgetRevision(String rx, int number) {
        String order = "(select id from scan_order where rx_id = '" + rx + "')";
        change("delete from attempt where id in (select attempt_id from revision where number = " + number
                + " and order_id in " + order + ")");
        change("delete from artifact where revision = " + number + " and order_id in " + order);
        change("delete from revision where number = " + number + " and order_id in " + order);
        change("update scan_order set latest_revision = latest_revision - 1 where rx_id = '" + rx + "'");
    }
}
