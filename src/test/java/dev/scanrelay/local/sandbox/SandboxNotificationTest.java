package dev.scanrelay.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.testing.SandboxClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxNotificationTest {

    static final long ACCOUNT = 104233;
    static final Map<String, ?> SMALL = Map.of("bytes", 20_000, "imageWidth", 0);

    Sandbox sandbox;
    SandboxClient scenario;
    Receiver receiver;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxConfig.defaults());
        scenario = new SandboxClient(sandbox.baseUri());
        receiver = new Receiver();
    }

    @AfterEach
    void stop() {
        sandbox.close();
        receiver.close();
    }

    @Test
    void thePartnersUrlIsStrongerThanThePairingsAndWithoutBothNobodyIsTold() {
        scenario.pair(ACCOUNT, Optional.of(receiver.url("/pairing")));
        scenario.partnerCallback(SandboxConfig.CLIENT_ID, Optional.of(receiver.url("/partner")));
        scenario.scan(ACCOUNT, SMALL);
        await().until(() -> paths().equals(List.of("/partner")));

        scenario.partnerCallback(SandboxConfig.CLIENT_ID, Optional.empty());
        scenario.scan(ACCOUNT, SMALL);
        await().until(() -> paths().equals(List.of("/partner", "/pairing")));

        scenario.pair(104577, Optional.empty());
        var untold = scenario.scan(104577, SMALL);
        assertThat(scenario.ledgerOf(untold.rxId()).told()).isEmpty();
        assertThat(scenario.ledgerOf(untold.rxId()).produced())
                .extracting(SandboxClient.Produced::event)
                .containsExactly("RX_CREATED", "SCANNED");
    }

    @ParameterizedTest
    @CsvSource({
        "LAB_SENDS_TO_MODELING, iTero Modeling, 1",
        "MODELING_DONE,         Lab Review,     2",
        "SENT_BACK,             Scanning,       1",
        "RESCAN,                Completed,      2",
        "INTERPRETATION_2,      iTero Milling,  1",
        "INTERPRETATION_2_DONE, Lab Review,     2",
        "MARGIN_CHANGE,         Completed,      2",
        "REEXPORT,              Completed,      2"
    })
    void anEventHasItsStatusAndNotifiesAsTheTableSays(String event, String status, int told) {
        scenario.pair(ACCOUNT, Optional.of(receiver.url("/")));
        var scan = scenario.scan(ACCOUNT, SMALL);
        assertThat(scenario.event(scan.rxId(), event).status()).isEqualTo(status);
        // A later scan of the same account is told after it.
        scenario.scan(ACCOUNT, SMALL);
        await().until(() -> receiver.hits.size() == told + 1);
        assertThat(scenario.ledgerOf(scan.rxId()).told()).hasSize(told);
    }

    @Test
    void notificationsAreLostDuplicatedReorderedAndLate() {
        scenario.pair(ACCOUNT, Optional.of(receiver.url("/")));
        fault("NOTIFICATION_LOST", 0);
        var lost = scenario.scan(ACCOUNT, SMALL);
        fault("NOTIFICATION_DUPLICATED", 0);
        var twice = scenario.scan(ACCOUNT, SMALL);
        await().until(() -> receiver.hits.size() == 2);
        fault("NOTIFICATION_REORDERED", 0);
        var second = scenario.scan(ACCOUNT, SMALL);
        var first = scenario.scan(ACCOUNT, SMALL);
        await().until(() -> receiver.hits.size() == 4);
        fault("NOTIFICATION_LATE", 200);
        var late = scenario.scan(ACCOUNT, SMALL);
        await().until(() -> receiver.hits.size() == 5);

        assertThat(receiver.hits.stream()
                        .map(Receiver.Hit::body)
                        .map(body -> body.replaceAll(".*rxId\":\"([^\"]*).*", "$1")))
                .containsExactly(twice.rxId(), twice.rxId(), first.rxId(), second.rxId(), late.rxId());
        assertThat(scenario.ledgerOf(lost.rxId()).told())
                .singleElement()
                .satisfies(told -> assertThat(told.failure()).contains("lost"));
    }

    @Test
    void aStreamMakesScansByItself() {
        scenario.pair(ACCOUNT, Optional.of(receiver.url("/")));
        scenario.stream(Map.of("accounts", List.of(ACCOUNT), "count", 5, "perSecond", 100, "plan", SMALL));
        await().until(() -> receiver.hits.size() == 5);
    }

    private void fault(String kind, long millis) {
        scenario.fault(Map.of("kind", kind, "times", 1, "account", ACCOUNT, "millis", millis));
    }

    private List<String> paths() {
        return receiver.hits.stream().map(Receiver.Hit::path).toList();
    }
}
