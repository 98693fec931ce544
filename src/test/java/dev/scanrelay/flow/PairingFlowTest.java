package dev.scanrelay.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.scanrelay.database.Database;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Catalogue;
import dev.scanrelay.testing.ChartNumbers;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What pairing means for scans: those that come too early wait, and those that come too late are none of ours. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class PairingFlowTest {

    private static final Map<String, Object> SMALL =
            Map.of("bytes", 60_000, "imageWidth", 0, "artifacts", List.of("IDE"));

    @Inject
    Pairings pairings;

    @Inject
    Database database;

    private final String key = TestKeys.admin();

    @Test
    void fetchesAfterTheAcknowledgementWhatWasNotifiedBefore() {
        // Given
        Flow flow = Flow.with(pairings);
        long account = flow.clinic();
        ChartNumbers.disorderly(flow.sandbox(), account);
        flow.pair(account);
        var scan = flow.sandbox().scan(account, SMALL);
        Catalogue catalogue = new Catalogue(database);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> api().get("/api/v1/orders/by-rx/" + scan.rxId())
                        .then()
                        .statusCode(200)
                        .body("state", equalTo("waiting")));
        assertThat(catalogue.revisions(scan.rxId())).isZero();

        // When
        api().post("/api/v1/pairings/" + account + "/warnings/acknowledgement")
                .then()
                .statusCode(200);

        // Then
        assertThat(flow.ready(scan.rxId(), 1).data().path("complete").asBoolean())
                .isTrue();
    }

    @Test
    void showsAPartnerThatTheClinicLeftWhatWasStoredAndNothingLater() {
        // Given
        Flow flow = Flow.with(pairings);
        SandboxClient sandbox = flow.sandbox();
        long account = flow.pairedClinic();
        var before = sandbox.scan(account, SMALL);
        flow.ready(before.rxId(), 1);

        // When
        api().delete("/api/v1/pairings/" + account).then().statusCode(204);
        var after = sandbox.scan(account, SMALL);

        // Then
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !sandbox.ledgerOf(after.rxId()).produced().isEmpty());
        api().get("/api/v1/orders?rxId=" + after.rxId()).then().statusCode(200).body("orders", empty());
        String order = api().get("/api/v1/orders/by-rx/" + before.rxId())
                .then()
                .statusCode(200)
                .extract()
                .path("id");
        List<String> files = api().get("/api/v1/orders/" + order).path("revisions[0].artifacts.href");
        assertThat(files).isNotEmpty();
        api().get(files.getFirst()).then().statusCode(200);
    }

    private RequestSpecification api() {
        return given().header("Authorization", "Bearer " + key);
    }
}
