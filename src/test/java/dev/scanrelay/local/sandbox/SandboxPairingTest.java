package dev.scanrelay.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scanrelay.testing.SandboxClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SandboxPairingTest {

    static final long COLOGNE = 104233;
    static final long PORTLAND = 208114;

    Sandbox sandbox;
    SandboxClient scenario;
    Partner partner;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxConfig.defaults());
        scenario = new SandboxClient(sandbox.baseUri());
        partner = new Partner(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void discoveryLeadsToTheRegionOfTheAccount() {
        assertThat(partner.directory("").path("region").asText()).isEqualTo("eu-central-1");
        var american = partner.directory("?companyId=" + PORTLAND);
        assertThat(american.path("region").asText()).isEqualTo("us-east-1");
        assertThat(american.path("endpoints").path("orderByRxId").asText())
                .isEqualTo(sandbox.baseUri() + "/us/orders/by-rx/{rxId}{?companyId}");
        assertThat(american.path("endpoints")).hasSize(15);
    }

    @Test
    void discoveryAsksForTheClientsOwnCredentials() {
        assertThat(partner.get(sandbox.discoveryUri(), Partner.basic("scanrelay", "wrong"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void anAccountAnswersInItsRegionAndUnderTheFixedBaseOnly() {
        var tokens = partner.pair(partner.signIn("liam.obrien"), PORTLAND, "http://127.0.0.1:1/");
        assertThat(practice(tokens, "eu", PORTLAND).statusCode()).isEqualTo(410);
        assertThat(practice(tokens, "us", PORTLAND).statusCode()).isEqualTo(200);
        assertThat(practice(tokens, "partner-api", PORTLAND).statusCode()).isEqualTo(200);
        assertThat(practice(tokens, "us", COLOGNE).statusCode()).isEqualTo(403);
    }

    @Test
    void aTokenFromBeforePairingReadsNoOrders() {
        var user = partner.signIn("anna.mueller");
        assertThat(practice(user, "eu", COLOGNE).statusCode()).isEqualTo(403);
        assertThat(partner.post("pair", user, "{\"companyId\":" + PORTLAND + "}")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void unpairingEndsTheTokensOfThatDoctorOnly() {
        var anna = partner.pair(partner.signIn("anna.mueller"), COLOGNE, "http://127.0.0.1:1/");
        var grace = partner.pair(partner.signIn("grace.okafor"), COLOGNE, "http://127.0.0.1:1/");
        assertThat(partner.post("unpair", anna, "{\"companyId\":" + COLOGNE + "}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(practice(anna, "eu", COLOGNE).statusCode()).isEqualTo(401);
        assertThat(partner.refresh(anna).statusCode()).isEqualTo(400);
        assertThat(practice(grace, "eu", COLOGNE).statusCode()).isEqualTo(200);
        partner.post("unpair", grace, "{\"companyId\":" + COLOGNE + "}");
        assertThat(scenario.ledgerOf(scenario.scan(COLOGNE).rxId()).told()).isEmpty();
    }

    @Test
    void pairingWarnsWhereItIsEnabled() {
        var user = partner.signIn("anna.mueller");
        var tokens = partner.pair(user, COLOGNE, "http://127.0.0.1:1/");
        assertThat(tokens.path("warnings")).hasSize(2);
        var warnings = Partner.json(call(tokens, "GET", "/eu/pairing-warnings?companyId=" + COLOGNE, ""));
        assertThat(warnings.path("duplicateChartNumbers")).hasSize(1);
        assertThat(warnings.path("missingChartNumbers")).hasSize(1);

        scenario.behaviour(COLOGNE, Map.of("pairingWarnings", false));
        assertThat(partner.pair(user, COLOGNE, "http://127.0.0.1:1/").has("warnings"))
                .isFalse();
        var disabled = call(tokens, "GET", "/eu/pairing-warnings?companyId=" + COLOGNE, "");
        assertThat(disabled.statusCode()).isEqualTo(403);
        assertThat(new String(disabled.body())).contains("feature_disabled");
    }

    @Test
    void anRxIsRequestedScannedAndListedPageByPage() {
        var tokens = partner.pair(partner.signIn("anna.mueller"), COLOGNE, "http://127.0.0.1:1/");
        var practice = Partner.json(practice(tokens, "eu", COLOGNE));
        var rx = Partner.json(call(tokens, "POST", "/eu/rx", scanRequest(practice, "Zoë", "Björk", "A-1", false)));
        var rxId = rx.path("rxId").asText();
        assertThat(partner.orderAnswer(tokens, COLOGNE, rxId).statusCode()).isEqualTo(404);

        var scan = scenario.newScan(Map.of("rxId", rxId, "plan", Map.of("bytes", 10_000)));
        scenario.scan(COLOGNE, Map.of("bytes", 10_000));
        scenario.scan(COLOGNE, Map.of("bytes", 10_000));
        assertThat(partner.order(tokens, COLOGNE, "%7B" + rxId.toUpperCase(java.util.Locale.ROOT) + "%7D")
                        .path("orderId")
                        .asLong())
                .isEqualTo(scan.order());

        var pages = new ArrayList<JsonNode>();
        var token = "";
        do {
            pages.add(orders(tokens, "&pageSize=2" + token));
            token = "&pageToken=" + pages.getLast().path("nextPageToken").asText();
        } while (pages.getLast().has("nextPageToken"));
        assertThat(pages).extracting(page -> page.path("orders").size()).containsExactly(2, 1);
        assertThat(pages.getFirst().path("orders").get(0)).isEqualTo(partner.order(tokens, COLOGNE, rxId));
        assertThat(orders(tokens, "&chartNumber=a-1").path("orders")).hasSize(1);
        assertThat(orders(tokens, "&from=2001-01-01&to=2001-12-31").path("orders"))
                .isEmpty();
        assertThat(delete(tokens, rxId)).isEqualTo(409);
    }

    @Test
    void anRxThatWasNotScannedMayBeWithdrawn() {
        var tokens = partner.pair(partner.signIn("anna.mueller"), COLOGNE, "http://127.0.0.1:1/");
        var practice = Partner.json(practice(tokens, "eu", COLOGNE));
        var rx = Partner.json(call(tokens, "POST", "/eu/rx", scanRequest(practice, "Zoë", "Björk", "A-1", false)));
        assertThat(delete(tokens, rx.path("rxId").asText())).isEqualTo(204);
        assertThat(delete(tokens, rx.path("rxId").asText())).isEqualTo(404);
    }

    @Test
    void patientsAreFoundExactlyAndUpdated() {
        var tokens = partner.pair(partner.signIn("anna.mueller"), COLOGNE, "http://127.0.0.1:1/");
        var practice = Partner.json(practice(tokens, "eu", COLOGNE));
        var rx = Partner.json(call(tokens, "POST", "/eu/rx", scanRequest(practice, "Zoe", "Bjork", "A-1", false)));
        var id = rx.path("patientId").asText();
        assertThat(search(tokens, "&firstName=zoe&lastName=bjork&chartNumber=a-1"))
                .isEqualTo(List.of(id));
        assertThat(search(tokens, "&firstName=bjork&lastName=zoe")).isEmpty();

        var byId = "{\"companyId\":104233,\"lastName\":\"Berg\"}";
        assertThat(call(tokens, "PUT", "/eu/patients/" + id, byId).statusCode()).isEqualTo(200);
        var byChart = "{\"companyId\":104233,\"firstName\":\"Ida\"}";
        assertThat(call(tokens, "PUT", "/eu/patients/by-chart-number/A-1", byChart)
                        .statusCode())
                .isEqualTo(200);
        assertThat(search(tokens, "&firstName=Ida&lastName=Berg")).isEqualTo(List.of(id));

        var renamed = call(tokens, "POST", "/eu/rx", scanRequest(practice, "Ida", "Holm", "A-1", true));
        assertThat(Partner.json(renamed).path("patientId").asText()).isEqualTo(id);
        assertThat(search(tokens, "&lastName=Holm")).isEqualTo(List.of(id));
    }

    @Test
    void alignsToolMakesAScanWithEitherSpelling() {
        for (String spelling : List.of("create-new-order", "create-neworder")) {
            var body = "{\"companyId\":104233,\"scannerSerialNumber\":\"x\",\"procedureMapId\":2,"
                    + "\"patient\":{\"firstName\":\"A\",\"lastName\":\"B\",\"chartNumber\":\"C\"}}";
            assertThat(tool(spelling, "demo", body)).isEqualTo(200);
            assertThat(tool(spelling, "wrong", body)).isEqualTo(401);
            assertThat(tool(spelling, "demo", "{}")).isEqualTo(400);
        }
        var maps = partner.get(URI.create(sandbox.baseUri() + "/api/v1/presets/available-procedure-maps"), "");
        assertThat(Partner.json(maps)).hasSize(5);
    }

    @Test
    void theOldestScansMakeRoom() {
        try (var small = Sandbox.start(SandboxConfig.defaults().withMaxScans(2))) {
            var client = new SandboxClient(small.baseUri());
            var scans = List.of(client.scan(COLOGNE), client.scan(COLOGNE), client.scan(COLOGNE));
            var gone = partner.get(
                    URI.create(small.baseUri() + "/sandbox/scans/"
                            + scans.getFirst().rxId()),
                    "");
            assertThat(gone.statusCode()).isEqualTo(404);
        }
    }

    @Test
    void thePortalShowsPatientsAndScansAndItsButtonsWork() {
        var scan = scenario.scan(COLOGNE);
        var act = URI.create(sandbox.baseUri() + "/portal/104233/scans/" + scan.rxId());
        assertThat(partner.postForm(act, Map.of("action", "rescan")).statusCode())
                .isEqualTo(303);
        var page = new String(partner.get(sandbox.baseUri(), "").body(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(page).contains(scan.rxId(), "Zahnarztpraxis Müller", "/thumbnail.jpg?v=2");
    }

    private int tool(String spelling, String password, String body) {
        return partner.send(HttpRequest.newBuilder(URI.create(sandbox.baseUri() + "/api/v1/order/" + spelling))
                        .header("Authorization", Partner.basic("anna.mueller", password))
                        .POST(BodyPublishers.ofString(body))
                        .build())
                .statusCode();
    }

    private static String scanRequest(JsonNode practice, String first, String last, String chart, boolean update) {
        return """
                {"companyId":104233,"doctorId":"%s","scannerSerialNumber":"%s","procedureMapId":1,
                 "patient":{"firstName":"%s","lastName":"%s","chartNumber":"%s","birthDate":"1990-02-03"},
                 "dueDate":"2030-01-01","notes":"","updatePatient":%s}
                """.formatted(
                        practice.path("doctors").get(0).path("doctorId").asText(),
                        practice.path("scanners").get(0).path("serialNumber").asText(),
                        first,
                        last,
                        chart,
                        update);
    }

    private List<String> search(JsonNode tokens, String query) {
        return Partner.json(call(tokens, "GET", "/eu/patients?companyId=104233" + query, ""))
                .path("patients")
                .findValuesAsText("patientId");
    }

    private JsonNode orders(JsonNode tokens, String query) {
        return Partner.json(call(tokens, "GET", "/eu/orders?companyId=104233" + query, ""));
    }

    private int delete(JsonNode tokens, String rxId) {
        return call(tokens, "DELETE", "/eu/rx/" + rxId + "?companyId=104233", "")
                .statusCode();
    }

    private HttpResponse<byte[]> practice(JsonNode tokens, String base, long companyId) {
        return call(tokens, "GET", "/" + base + "/practice-configuration?companyId=" + companyId, "");
    }

    private HttpResponse<byte[]> call(JsonNode tokens, String method, String path, String body) {
        return partner.send(HttpRequest.newBuilder(URI.create(sandbox.baseUri() + path))
                .header("Authorization", Partner.bearer(tokens))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build());
    }
}
