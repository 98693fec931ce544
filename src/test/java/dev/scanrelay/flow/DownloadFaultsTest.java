package dev.scanrelay.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.database.Database;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Announcements.Announcement;
import dev.scanrelay.testing.Catalogue;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.SandboxClient.Served;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Align at its worst: whatever goes wrong on the way, the order is stored in the end, whole, and announced once. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class DownloadFaultsTest {

    private static final Map<String, Object> SMALL =
            Map.of("bytes", 60_000, "imageWidth", 0, "artifacts", List.of("IDE"));

    @Inject
    Pairings pairings;

    @Inject
    Database database;

    Flow flow;
    SandboxClient sandbox;
    Catalogue catalogue;

    @BeforeEach
    void connect() {
        flow = Flow.with(pairings);
        sandbox = flow.sandbox();
        catalogue = new Catalogue(database);
    }

    @AfterEach
    void mend() {
        sandbox.clearFaults();
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_THERE_YET,orderByRxId",
        "EMPTY_ARTIFACTS,orderByRxId",
        "SERVER_ERROR,orderByRxId",
        "RATE_LIMIT,orderByRxId",
        "UNAUTHORISED,orderByRxId",
        "UNAUTHORISED,downloadOrder",
        "SERVER_ERROR,downloadOrder",
        "RATE_LIMIT,downloadOrder",
        "TRUNCATED_CHUNKS,downloadOrder",
        "WRONG_LENGTH,downloadOrder",
        "HTML_INSTEAD,downloadOrder",
        "BAD_CRC,downloadOrder"
    })
    void getsOverWhatPasses(String kind, String call) {
        long account = flow.pairedClinic();
        fault(kind, account, call, Map.of("times", 2));

        var scan = sandbox.scan(account, SMALL);

        assertWhole(scan.rxId(), flow.ready(scan.rxId(), 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHUNKED", "STORAGE_SAME_ORIGIN", "STORAGE_OTHER_ORIGIN"})
    void takesAFileWhicheverWayItComes(String kind) {
        long account = flow.pairedClinic();
        fault(kind, account, "downloadOrder", Map.of());

        var scan = sandbox.scan(account, SMALL);

        assertWhole(scan.rxId(), flow.ready(scan.rxId(), 1));
        assertThat(catalogue.attempts(scan.rxId())).containsExactly("committed");
    }

    @Test
    void goesOnWhereAConnectionDroppedWhileTheFileIsTheSame() {
        long account = flow.pairedClinic();
        fault("DROP", account, "downloadOrder", Map.of("bytes", 20_000, "times", 1));

        var scan = sandbox.scan(account, SMALL);

        assertWhole(scan.rxId(), flow.ready(scan.rxId(), 1));
        assertThat(catalogue.attempts(scan.rxId())).containsExactly("committed");
        assertThat(sandbox.ledgerOf(scan.rxId()).served())
                .extracting(Served::status)
                .contains(206);
    }

    @Test
    void startsAnewWhereAConnectionDroppedAndTheFileIsAnother() {
        long account = flow.pairedClinic();
        fault("DROP", account, "downloadOrder", Map.of("bytes", 20_000, "times", 1));
        fault("ETAG_CHANGES", account, "downloadOrder", Map.of("times", 2));

        var scan = sandbox.scan(account, SMALL);

        assertWhole(scan.rxId(), flow.ready(scan.rxId(), 1));
        assertThat(catalogue.attempts(scan.rxId())).hasSize(2).endsWith("committed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ZIP_BOMB", "DOT_DOT", "NOT_A_ZIP"})
    void keepsWholeWhatItWillNotUnpack(String variant) {
        long account = flow.pairedClinic();

        var scan = sandbox.scan(account, with("variant", variant));
        Announcement ready = flow.ready(scan.rxId(), 1);

        assertThat(ready.data().path("unpacked").asText()).isEqualTo("refused");
        assertThat(ready.data().path("refusal").asText()).isNotEmpty();
        assertThat(ready.data().path("artifactCount").asInt()).isOne();
    }

    @Test
    void announcesAnOrderWithoutTheFileThatNeverComes() {
        long account = flow.pairedClinic();
        var plan = with("artifacts", List.of("IDE", "RAW_SCAN"));
        plan.put("rawBytes", 1000);
        var scan = sandbox.scanQuietly(account, plan);
        fault("BAD_CRC", account, "downloadOrder", Map.of());

        sandbox.notifyAgain(scan.rxId());
        Announcement ready = flow.ready(scan.rxId(), 1);

        assertThat(ready.data().path("complete").asBoolean()).isFalse();
        assertThat(ready.data().path("artifactCount").asInt()).isOne();
    }

    private void assertWhole(String rxId, Announcement ready) {
        assertThat(ready.data().path("complete").asBoolean()).isTrue();
        assertThat(ready.data().findValuesAsText("sha256"))
                .containsAll(sandbox.contents(rxId).entries().stream()
                        .flatMap(entry -> entry.sha256().stream())
                        .toList());
        assertThat(flow.about(rxId, Flow.READY)).containsExactly(ready);
    }

    private void fault(String kind, long account, String call, Map<String, ?> more) {
        Map<String, Object> fault = new HashMap<>(more);
        fault.putAll(Map.of("kind", kind, "account", account, "call", call));
        if (kind.equals("TRUNCATED_CHUNKS") || kind.equals("WRONG_LENGTH")) {
            fault.put("bytes", 500);
        }
        sandbox.fault(fault);
    }

    private static Map<String, Object> with(String field, Object value) {
        Map<String, Object> plan = new HashMap<>(SMALL);
        plan.put(field, value);
        return plan;
    }
}
