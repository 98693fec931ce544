package dev.scanrelay.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scanrelay.database.Database;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Announcements.Announcement;
import dev.scanrelay.testing.Bucket;
import dev.scanrelay.testing.Catalogue;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.TestKeys;
import dev.scanrelay.transfer.ObjectStore;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What of a scan is stored: as the account wants it, and what did not change not again. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class StoredOnceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Map<String, Object> PREPARED =
            Map.of("kind", "RESTORATIVE", "bytes", 60_000, "imageWidth", 0, "artifacts", List.of("IDE"));

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
    long account;

    @BeforeEach
    void connect() {
        flow = Flow.with(pairings);
        sandbox = flow.sandbox();
        bucket = new Bucket(store);
        catalogue = new Catalogue(database);
        account = flow.pairedClinic();
    }

    @Test
    void storesWhatDidNotChangeOnce() {
        var scan = sandbox.scan(account, PREPARED);
        Announcement first = flow.ready(scan.rxId(), 1);
        Set<String> before = bucket.keys(account);

        sandbox.event(scan.rxId(), "MARGIN_CHANGE");
        Announcement second = flow.ready(scan.rxId(), 2);

        Set<String> added = new TreeSet<>(bucket.keys(account));
        added.removeAll(before);
        assertThat(digests(second)).containsAll(entries(scan.rxId()));
        assertThat(second.data().path("artifactCount").asInt())
                .isEqualTo(first.data().path("artifactCount").asInt());
        assertThat(digests(first))
                .as("nothing new has the bytes of something old")
                .isNotEmpty();
        assertThat(added).hasSizeLessThan(before.size());
        assertThat(added.stream().map(bucket::digest)).doesNotContainAnyElementsOf(digests(first));
        assertThat(Bucket.keys(second.data())).containsAll(added).containsAnyElementsOf(Bucket.keys(first.data()));
        artifacts(second)
                .forEach(artifact -> assertThat(
                                bucket.digest(artifact.path("key").asText()))
                        .isEqualTo(artifact.path("sha256").asText()));
    }

    @Test
    void storesAgainWhatTheStoreHasLost() {
        var scan = sandbox.scan(account, PREPARED);
        Announcement first = flow.ready(scan.rxId(), 1);
        Bucket.keys(first.data()).forEach(key -> store.delete(store.place().at(key)));

        sandbox.event(scan.rxId(), "MARGIN_CHANGE");
        Announcement second = flow.ready(scan.rxId(), 2);

        assertThat(bucket.keys(account)).isEqualTo(Bucket.keys(second.data()));
    }

    @Test
    void storesEntriesAloneAndSaysSo() {
        choose("entries").statusCode(200).body("keep", equalTo("entries")).body("own", equalTo(true));

        var scan = sandbox.scan(account, PREPARED);
        Announcement ready = flow.ready(scan.rxId(), 1);

        assertThat(artifacts(ready)).allSatisfy(artifact -> {
            assertThat(artifact.path("kind").asText()).isNotEqualTo("archive");
            assertThat(artifact.has("container")).isFalse();
        });
        assertThat(digests(ready)).containsAll(entries(scan.rxId()));
        assertThat(ready.data().path("unpacked").asText()).isEqualTo("complete");
        assertThat(bucket.keys(account)).isEqualTo(Bucket.keys(ready.data()));
    }

    @Test
    void storesZipsAloneAndKnowsTheSameContentWhateverIsStored() {
        choose("zip").statusCode(200);

        var scan = sandbox.scan(account, PREPARED);
        Announcement ready = flow.ready(scan.rxId(), 1);
        choose("entries").statusCode(200);
        sandbox.notifyAgain(scan.rxId());
        catalogue.settled(scan.rxId(), 2);

        assertThat(artifacts(ready))
                .singleElement()
                .satisfies(
                        artifact -> assertThat(artifact.path("kind").asText()).isEqualTo("archive"));
        assertThat(ready.data().path("unpacked").asText()).isEqualTo("none");
        assertThat(ready.data().path("artifactCount").asInt()).isOne();
        assertThat(catalogue.revisions(scan.rxId())).isOne();
        await().atMost(PATIENCE) // what was stored to be compared goes once that is recorded
                .untilAsserted(() -> assertThat(bucket.keys(account)).isEqualTo(Bucket.keys(ready.data())));

        sandbox.event(scan.rxId(), "MARGIN_CHANGE");
        flow.ready(scan.rxId(), 2);
    }

    @Test
    void takesNoOtherWordAndGoesBackToTheSetting() {
        choose("nothing").statusCode(400).body("detail", equalTo("keep has to be zip, entries or both."));
        choose("zip").statusCode(200);

        given().header("Authorization", "Bearer " + TestKeys.admin())
                .delete("/api/v1/accounts/" + account + "/storage")
                .then()
                .statusCode(200)
                .body("keep", equalTo("both"))
                .body("own", equalTo(false));
        given().header("Authorization", "Bearer " + TestKeys.admin())
                .get("/api/v1/accounts/no-such-clinic/storage")
                .then()
                .statusCode(404);
    }

    private ValidatableResponse choose(String keep) {
        return given().header("Authorization", "Bearer " + TestKeys.admin())
                .contentType("application/json")
                .body(Map.of("keep", keep))
                .put("/api/v1/accounts/" + account + "/storage")
                .then();
    }

    private List<String> entries(String rxId) {
        return sandbox.contents(rxId).entries().stream()
                .flatMap(entry -> entry.sha256().stream())
                .toList();
    }

    private static List<String> digests(Announcement ready) {
        return artifacts(ready).stream()
                .map(artifact -> artifact.path("sha256").asText())
                .toList();
    }

    private static List<JsonNode> artifacts(Announcement ready) {
        return stream(ready.data().path("artifacts")).toList();
    }

    private static Stream<JsonNode> stream(JsonNode nodes) {
        return StreamSupport.stream(nodes.spliterator(), false);
    }
}
