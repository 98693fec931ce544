package dev.scanrelay.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Announcements.Announcement;
import dev.scanrelay.testing.Bucket;
import dev.scanrelay.testing.Captured;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.TraceCollector;
import dev.scanrelay.testing.TraceCollector.Collected;
import dev.scanrelay.transfer.ObjectStore;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A patient's name travels through everything and shows nowhere; nor do tokens and links. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class PrivacyTest {

    private static final String FIRST = "Xyzmarkedfirst";
    private static final String LAST = "Xyzmarkedlast";
    private static final String CHART = "XYZ-CHART-77";

    @Inject
    Pairings pairings;

    @Inject
    ObjectStore store;

    @Test
    void showsNoNameTokenOrLinkOutsideTheDatabase() {
        try (Captured logs = Captured.start()) {
            Flow flow = Flow.with(pairings);
            SandboxClient sandbox = flow.sandbox();
            long account = flow.pairedClinic();
            sandbox.behaviour(account, Map.of("signedUrls", true));
            var first = sandbox.scanQuietly(account, Map.of("bytes", 60_000));
            sandbox.changePatient(first.rxId(), Map.of("firstName", FIRST, "lastName", LAST, "chartNumber", CHART));
            sandbox.fault(Map.of("kind", "DROP", "account", account, "bytes", 5000, "times", 1));
            sandbox.fault(Map.of("kind", "SERVER_ERROR", "account", account, "call", "orderByRxId", "times", 1));

            var scan = sandbox.newScan(Map.of("account", account, "patientId", first.patientId()));
            Announcement ready = flow.ready(scan.rxId(), 1);

            List<Collected> spans = TraceCollector.spans();
            String metrics = RestAssured.get("/q/metrics").asString();
            assertThat(ready.data().path("patientId").asText()).isEqualTo(first.patientId());
            assertThat(metrics).contains("scanrelay_fetch_attempts");
            assertThat(spans).extracting(Collected::name).contains("POST /webhooks/itero/{key}", "fetch order");
            assertThat(logs.text()).contains("Attempt ended", scan.rxId());
            assertThat(List.of(
                            logs.text(),
                            flow.announcements().everything(),
                            new Bucket(store).keys(account).toString(),
                            spans.toString(),
                            metrics))
                    .allSatisfy(place -> assertThat(place)
                            .doesNotContainIgnoringCase(FIRST, LAST, CHART)
                            .doesNotContainIgnoringCase("access_token", "refresh_token", "bearer ", "signature=")
                            .doesNotContain("/webhooks/itero/k"));
        }
    }
}
