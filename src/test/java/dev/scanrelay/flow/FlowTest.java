package dev.scanrelay.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.pairing.PairingView;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Announcements.Announcement;
import dev.scanrelay.testing.Bucket;
import dev.scanrelay.testing.Catalogue;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.Notifications;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.transfer.ObjectStore;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(FlowProfile.class)
class FlowTest {

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
    Catalogue catalogue;
    Bucket bucket;

    @BeforeEach
    void connect() {
        flow = Flow.with(pairings);
        sandbox = flow.sandbox();
        catalogue = new Catalogue(database);
        bucket = new Bucket(store);
    }

    @AfterEach
    void mend() {
        sandbox.clearFaults();
    }

    @Test
    void bringsAScanFromTheWebhookToTheEvent() {
        long account = flow.pairedClinic();

        var scan = sandbox.scan(account);
        Announcement ready = flow.ready(scan.rxId(), 1);

        assertThat(ready.data().path("account").asText()).isEqualTo(Long.toString(account));
        assertThat(ready.data().path("vendorOrderId").asText()).isEqualTo(Long.toString(scan.order()));
        assertThat(ready.data().path("complete").asBoolean()).isTrue();
        assertThat(ready.data().path("unpacked").asText()).isEqualTo("complete");
        assertThat(digests(ready.data())).containsAll(digestsOfEntries(scan.rxId()));
        artifacts(ready.data())
                .forEach(artifact -> assertThat(
                                bucket.digest(artifact.path("key").asText()))
                        .isEqualTo(artifact.path("sha256").asText()));
        assertThat(bucket.keys(account)).isEqualTo(Bucket.keys(ready.data()));
        assertThat(bucket.manifests(account)).hasSize(1);
    }

    @Test
    void showsThatTheClinicWasNotifiedAndCalled() {
        long account = flow.pairedClinic();

        flow.ready(sandbox.scan(account, SMALL).rxId(), 1);

        await().untilAsserted(() -> assertThat(pairings.find(PartnerId.DEFAULT, new AccountId(Long.toString(account))))
                .get()
                .extracting(PairingView::health)
                .satisfies(
                        health -> assertThat(health.lastNotificationAt()).isPresent(),
                        health -> assertThat(health.lastCallAt()).isPresent()));
    }

    @Test
    void keepsTheFirstRevisionWhenAScanIsMadeAnew() {
        long account = flow.pairedClinic();
        var scan = sandbox.scan(account, SMALL);
        Announcement first = flow.ready(scan.rxId(), 1);

        sandbox.rescan(scan.rxId());
        Announcement second = flow.ready(scan.rxId(), 2);

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(bucket.keys(account)).containsAll(Bucket.keys(first.data())).containsAll(Bucket.keys(second.data()));
        assertThat(Bucket.keys(second.data())).isNotEqualTo(Bucket.keys(first.data()));
    }

    @Test
    void saysAndKeepsNothingOfARepeatedNotification() {
        long account = flow.pairedClinic();
        var scan = sandbox.scan(account, SMALL);
        Announcement ready = flow.ready(scan.rxId(), 1);

        sandbox.notifyAgain(scan.rxId());
        catalogue.settled(scan.rxId(), 2);

        assertThat(catalogue.attempts(scan.rxId())).hasSize(2);
        assertThat(flow.about(scan.rxId(), Flow.READY)).containsExactly(ready);
        assertOnlyThatIsKept(account, Set.of(ready));
    }

    @Test
    void looksAgainWhenANotificationArrivesDuringTheTransfer() {
        long account = flow.pairedClinic();
        drip(account, 1);
        var scan = sandbox.scan(account, SMALL);
        catalogue.attempting(scan.rxId());

        sandbox.notifyAgain(scan.rxId());
        Announcement ready = flow.ready(scan.rxId(), 1);
        catalogue.settled(scan.rxId(), 2);

        assertThat(catalogue.attempts(scan.rxId())).hasSize(2);
        assertThat(flow.about(scan.rxId(), Flow.READY)).containsExactly(ready);
    }

    @Test
    void discardsWhatItReadWhileTheScanWasMadeAnew() {
        long account = flow.pairedClinic();
        drip(account, 1);
        var scan = sandbox.scan(account, SMALL);
        catalogue.attempting(scan.rxId());

        sandbox.rescan(scan.rxId());
        Announcement ready = flow.ready(scan.rxId(), 1);
        catalogue.settled(scan.rxId(), 2);

        assertThat(digests(ready.data())).containsAll(digestsOfEntries(scan.rxId()));
        assertThat(flow.about(scan.rxId(), Flow.READY)).containsExactly(ready);
        assertOnlyThatIsKept(account, Set.of(ready));
    }

    @Test
    void letsNoStalledAccountHoldUpAnother() {
        long stalled = flow.pairedClinic();
        long other = flow.pairedClinic();
        sandbox.fault(Map.of("kind", "STALL", "account", stalled, "call", "downloadOrder", "bytes", 1000));
        List<String> waiting = java.util.stream.IntStream.range(0, 64)
                .mapToObj(number -> sandbox.scan(stalled, SMALL).rxId())
                .toList();
        await().until(() -> catalogue.orders(stalled) == 64);

        var scan = sandbox.scan(other, SMALL);
        flow.ready(scan.rxId(), 1);

        assertThat(waiting)
                .allSatisfy(rxId -> assertThat(flow.about(rxId, Flow.READY)).isEmpty());
        sandbox.clearFaults();
        waiting.forEach(rxId -> flow.ready(rxId, 1));
    }

    @Test
    void makesNothingOfAnUnknownAccountAndOfWhatIsNoNotification() {
        long unknown = flow.clinic();
        long account = flow.pairedClinic();
        Notifications.put(unknown, UUID.randomUUID().toString());
        Notifications.put("x", "this is no notification");

        Notifications.put(account, sandbox.scanQuietly(account, SMALL).rxId());
        await().atMost(Duration.ofSeconds(20)).until(() -> catalogue.orders(account) == 1);

        assertThat(catalogue.orders(unknown)).isZero();
    }

    @Test
    void sendsAnAccountOfManyUnknownRxsToTheSlowLane() {
        long account = flow.pairedClinic();
        catalogue.inventUnseen(account, 200);
        String rxId = sandbox.scanQuietly(account, SMALL).rxId();

        Notifications.put(account, rxId);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> flow.about(rxId, Flow.READY).size() == 1);
        assertThat(catalogue.lane(rxId)).isEqualTo(1);
    }

    @Test
    void givesUpAnRxThatAlignNeverShows() {
        long account = flow.pairedClinic();
        String rxId = UUID.randomUUID().toString();

        Notifications.put(account, rxId);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> flow.about(rxId, Flow.FAILED).size() == 1);
        assertThat(catalogue.state(rxId)).isEqualTo("parked");
        assertThat(catalogue.attempts(rxId)).isEmpty();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> flow.deadLetters(rxId).size() == 1);
        assertThat(flow.deadLetters(rxId)).singleElement().satisfies(letter -> {
            assertThat(letter.type()).isEqualTo("dev.scanrelay.order.parked.v1");
            assertThat(letter.data().path("failure").asText()).isEqualTo("not_there_yet");
        });
        assertThat(flow.about(rxId, "dev.scanrelay.order.parked.v1")).isEmpty();
    }

    @Test
    void comesBackToAParkedOrderWhenItIsNotifiedAgain() {
        long account = flow.pairedClinic();
        long fault = sandbox.fault(Map.of("kind", "NOT_THERE_YET", "account", account));
        var scan = sandbox.scan(account, SMALL);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> flow.about(scan.rxId(), Flow.FAILED).size() == 1);

        sandbox.removeFault(fault);
        sandbox.notifyAgain(scan.rxId());

        flow.ready(scan.rxId(), 1);
    }

    @Test
    void takesANewMarginLineForANewRevision() {
        long account = flow.pairedClinic();
        var scan = sandbox.scan(account, Map.of("kind", "RESTORATIVE", "bytes", 60_000, "imageWidth", 0));
        flow.ready(scan.rxId(), 1);

        sandbox.event(scan.rxId(), "MARGIN_CHANGE");

        flow.ready(scan.rxId(), 2);
    }

    @Test
    void takesANewExportTimeForNothingNew() {
        long account = flow.pairedClinic();
        var scan = sandbox.scan(account, SMALL);
        Announcement ready = flow.ready(scan.rxId(), 1);

        sandbox.event(scan.rxId(), "REEXPORT");
        catalogue.settled(scan.rxId(), 2);

        assertThat(catalogue.revisions(scan.rxId())).isOne();
        assertThat(flow.about(scan.rxId(), Flow.READY)).containsExactly(ready);
    }

    @Test
    void leavesNothingOfAnAttemptWhoseLeaseAnotherProcessTook() {
        long account = flow.pairedClinic();
        drip(account, 1);
        var scan = sandbox.scan(account, SMALL);
        catalogue.attempting(scan.rxId());

        catalogue.takeOver(scan.rxId(), 4);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> bucket.keys(account).isEmpty()
                        && bucket.manifests(account).isEmpty()
                        && catalogue.attempts(scan.rxId()).equals(List.of("revoked")));
        Announcement ready = flow.ready(scan.rxId(), 1);

        assertThat(flow.about(scan.rxId(), Flow.READY)).containsExactly(ready);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(catalogue.attempts(scan.rxId())).containsExactly("swept", "committed"));
        assertThat(bucket.keys(account)).isEqualTo(Bucket.keys(ready.data()));
    }

    private void drip(long account, int times) {
        sandbox.fault(Map.of(
                "kind", "DRIP", "account", account, "call", "downloadOrder", "bytesPerSecond", 15_000, "times", times));
    }

    private void assertOnlyThatIsKept(long account, Set<Announcement> announced) {
        Set<String> named = announced.stream()
                .flatMap(one -> Bucket.keys(one.data()).stream())
                .collect(java.util.stream.Collectors.toCollection(java.util.TreeSet::new));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(bucket.keys(account)).isEqualTo(named));
        assertThat(bucket.manifests(account)).hasSize(announced.size());
    }

    private List<String> digestsOfEntries(String rxId) {
        return sandbox.contents(rxId).entries().stream()
                .flatMap(entry -> entry.sha256().stream())
                .toList();
    }

    private static List<String> digests(JsonNode ready) {
        return artifacts(ready).stream()
                .map(artifact -> artifact.path("sha256").asText())
                .toList();
    }

    private static List<JsonNode> artifacts(JsonNode ready) {
        return StreamSupport.stream(ready.path("artifacts").spliterator(), false)
                .toList();
    }
}
