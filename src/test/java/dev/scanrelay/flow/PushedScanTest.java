package dev.scanrelay.flow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Announcements.Announcement;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the scan request to the event of its scan. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class PushedScanTest {

    private static final String UPDATED = "dev.scanrelay.order.updated.v1";
    private static final Map<String, Object> SMALL =
            Map.of("bytes", 60_000, "imageWidth", 0, "artifacts", List.of("IDE"));

    @Inject
    Pairings pairings;

    private Flow flow;
    private SandboxClient sandbox;
    private long account;
    private String key;

    @BeforeEach
    void pairAClinic() {
        flow = Flow.with(pairings);
        sandbox = flow.sandbox();
        account = flow.pairedClinic();
        key = TestKeys.admin();
    }

    @AfterEach
    void mend() {
        sandbox.clearFaults();
    }

    @Test
    void bringsTheReferenceBackWithTheScan() {
        JsonPath request = push().then().statusCode(201).extract().jsonPath();

        sandbox.newScan(Map.of("rxId", request.getString("rxId"), "plan", SMALL));
        Announcement ready = flow.ready(request.getString("rxId"), 1);

        assertThat(ready.data().path("orderId").asText()).isEqualTo(request.getString("orderId"));
        assertThat(ready.data().path("origin").asText()).isEqualTo("pushed");
        assertThat(ready.data().path("reference").asText()).isEqualTo("visit-2231");
        assertThat(ready.data().has("patientDiffers")).isFalse();
        JsonPath scanned = get("/scan-requests/" + request.getString("id"));
        assertThat(scanned.getString("status")).isEqualTo("scanned");
        assertThat(scanned.getList("patientDiffers")).isEmpty();
        JsonPath order = order(request.getString("rxId"));
        assertThat(order.getString("state")).isEqualTo("ready");
        assertThat(order.getList("patientDiffers")).isEmpty();
        assertThat(order.getList("timeline.what")).startsWith("pushed", "notified");
    }

    @Test
    void flagsAPatientWhoBecameAnother() {
        JsonPath request = push().then().statusCode(201).extract().jsonPath();
        String rxId = request.getString("rxId");
        sandbox.changePatient(rxId, Map.of("lastName", "Lindqvist", "firstName", "NORA"));

        sandbox.newScan(Map.of("rxId", rxId, "plan", SMALL));
        Announcement ready = flow.ready(rxId, 1);

        assertThat(texts(ready.data().path("patientDiffers"))).containsExactly("lastName");
        assertThat(get("/scan-requests/" + request.getString("id")).getList("patientDiffers"))
                .containsExactly("lastName");
        JsonPath order = order(rxId);
        assertThat(order.getList("patientDiffers")).containsExactly("lastName");
        assertThat(order.getString("patient.lastName")).isEqualTo("Lindqvist");
        assertThat(order.getList("remedies.fields")).allMatch(List.of("lastName")::equals);
        assertThat(order.getList("remedies.href", String.class))
                .allMatch(href -> href.startsWith("/api/v1/accounts/" + account + "/patients/"))
                .hasSize(2);
    }

    @Test
    void saysWhenThePatientIsSetRight() {
        JsonPath request = push().then().statusCode(201).extract().jsonPath();
        String rxId = request.getString("rxId");
        sandbox.changePatient(rxId, Map.of("lastName", "Lindqvist"));
        sandbox.newScan(Map.of("rxId", rxId, "plan", SMALL));
        flow.ready(rxId, 1);

        sandbox.changePatient(rxId, Map.of("lastName", "Ekblom"));
        sandbox.notifyAgain(rxId);
        Announcement updated = updated(rxId);

        assertThat(texts(updated.data().path("changed"))).containsExactly("patientDiffers", "patientName");
        assertThat(updated.data().has("patientDiffers")).isFalse();
        assertThat(order(rxId).getList("patientDiffers")).isEmpty();
    }

    @Test
    void linksAScanThatWasFasterThanItsAnswer() {
        sandbox.fault(Map.of("kind", "ANSWER_LOST", "account", account, "call", "scanRequest", "times", 1));
        String id = push().then().statusCode(202).extract().path("id");
        String rxId = sandbox.ledger(account).produced().getFirst().rxId();
        sandbox.changePatient(rxId, Map.of("lastName", "Lindqvist"));
        sandbox.newScan(Map.of("rxId", rxId, "plan", SMALL));
        assertThat(flow.ready(rxId, 1).data().path("origin").asText()).isEqualTo("unsolicited");

        api().body(Map.of("outcome", "sent", "rxId", rxId))
                .post(path("/scan-requests/" + id + "/resolution"))
                .then()
                .statusCode(200);
        Announcement updated = updated(rxId);

        assertThat(texts(updated.data().path("changed"))).containsExactly("origin", "patientDiffers", "reference");
        assertThat(updated.data().path("reference").asText()).isEqualTo("visit-2231");
        assertThat(updated.data().path("origin").asText()).isEqualTo("pushed");
        JsonPath scanned = get("/scan-requests/" + id);
        assertThat(scanned.getString("status")).isEqualTo("scanned");
        assertThat(scanned.getList("patientDiffers")).containsExactly("lastName");
    }

    private io.restassured.response.Response push() {
        JsonPath practice = get("/practice");
        return api().body(Map.of(
                        "doctorId",
                        practice.getString("doctors[0].doctorId"),
                        "scannerSerialNumber",
                        practice.getString("scanners[0].serialNumber"),
                        "procedureMapId",
                        "1",
                        "patient",
                        Map.of("firstName", "Nora", "lastName", "Ekblom", "chartNumber", "EX-1"),
                        "reference",
                        "visit-2231"))
                .post(path("/scan-requests"));
    }

    private Announcement updated(String rxId) {
        return await("an update of " + rxId)
                .atMost(Duration.ofSeconds(30))
                .until(() -> flow.about(rxId, UPDATED).stream().findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    private JsonPath order(String rxId) {
        return api().get("/api/v1/orders/by-rx/" + rxId)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private JsonPath get(String path) {
        return api().get(path(path)).then().statusCode(200).extract().jsonPath();
    }

    private String path(String path) {
        return "/api/v1/accounts/" + account + path;
    }

    private RequestSpecification api() {
        return given().header("Authorization", "Bearer " + key).contentType("application/json");
    }

    private static List<String> texts(JsonNode names) {
        return names.valueStream().map(JsonNode::asText).toList();
    }
}
