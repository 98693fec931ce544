package dev.scanrelay.openapi;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.TestKeys;
import io.restassured.http.Method;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A day of a practice software with one clinic, Harbor Dental Care in Portland. */
final class Story {

    private static final String ACCOUNT = "208114";
    private static final String CLINIC = "/api/v1/accounts/" + ACCOUNT;
    private static final Map<String, ?> NOTHING = Map.of();
    private static final List<String> SCOPES = List.of(
            "artifacts:read",
            "orders:read",
            "orders:write",
            "pairing:write",
            "patients:read",
            "patients:write",
            "rx:write");

    private final Recorder recorder;
    private final SandboxClient sandbox;
    private String key = "";

    Story(Recorder recorder, SandboxClient sandbox) {
        this.recorder = recorder;
        this.sandbox = sandbox;
    }

    void tell() {
        keys();
        invitations();
        pairing();
        String reference = scanRequests();
        orders(reference);
        patients();
        audit();
        farewell();
    }

    private void keys() {
        TestKeys.partner("examples");
        String admin = TestKeys.admin("examples");
        JsonPath made = recorder.call(
                        "createKey",
                        admin,
                        Method.POST,
                        "/api/v1/keys",
                        Map.of("name", "Our practice software", "owner", "Integration team", "scopes", SCOPES))
                .jsonPath();
        recorder.call(
                "createKey", admin, Method.POST, "/api/v1/keys", Map.of("name", "", "owner", "", "scopes", List.of()));
        recorder.call("getCaller", made.getString("key"), Method.GET, "/api/v1/me", NOTHING);
        recorder.call("rotateKey", admin, Method.POST, "/api/v1/keys/" + made.getString("id") + "/rotation", NOTHING);
        recorder.call("listKeys", admin, Method.GET, "/api/v1/keys", NOTHING);
        recorder.call("rotatePartnerCallbackKey", admin, Method.POST, "/api/v1/partner/callback-key", NOTHING);
        key = given().header("Authorization", "Bearer " + TestKeys.admin())
                .contentType("application/json")
                .body(Map.of(
                        "name",
                        "Portland only",
                        "owner",
                        "Integration team",
                        "scopes",
                        SCOPES,
                        "accounts",
                        List.of(ACCOUNT)))
                .post("/api/v1/keys")
                .path("key");
    }

    private void invitations() {
        String id = post(
                        "createPairingInvitation",
                        "/api/v1/pairing-invitations",
                        Map.of("label", "Harbor Dental Care, Portland", "account", ACCOUNT, "life", "P3D"))
                .getString("invitation.id");
        get("listPairingInvitations", "/api/v1/pairing-invitations");
        get("getPairingInvitation", "/api/v1/pairing-invitations/" + id);
        recorder.call("withdrawPairingInvitation", key, Method.DELETE, "/api/v1/pairing-invitations/" + id, NOTHING);
    }

    private void pairing() {
        sandbox.behaviour(Long.parseLong(ACCOUNT), Map.of("pairingWarnings", true));
        JsonPath begun = post("startPairing", "/api/v1/pairings", NOTHING);
        signIn(begun.getString("authorizeUri"));
        String attempt = "/api/v1/pairings/attempts/" + begun.getString("attempt");
        get("listPairableAccounts", attempt);
        post("pairAccount", attempt + "/account", Map.of("account", ACCOUNT));
        get("getPairingWarnings", "/api/v1/pairings/" + ACCOUNT + "/warnings");
        post("acknowledgePairingWarnings", "/api/v1/pairings/" + ACCOUNT + "/warnings/acknowledgement", NOTHING);
        post(
                "acknowledgeManyPairingWarnings",
                "/api/v1/pairings/acknowledgements",
                Map.of("accounts", List.of(ACCOUNT, "104577")));
        get("listPairings", "/api/v1/pairings");
        get("getPairing", "/api/v1/pairings/" + ACCOUNT);
        post("rotateCallbackKey", "/api/v1/pairings/" + ACCOUNT + "/callback-key", NOTHING);
    }

    private String scanRequests() {
        JsonPath practice = get("getPractice", CLINIC + "/practice");
        SandboxClient.Patient patient =
                sandbox.patients(Long.parseLong(ACCOUNT)).getFirst();
        Map<String, Object> wanted = Map.of(
                "doctorId", practice.getString("doctors[0].doctorId"),
                "scannerSerialNumber", practice.getString("scanners[0].serialNumber"),
                "procedureMapId", practice.getString("procedures[0].procedureMapId"),
                "patient",
                        Map.of(
                                "firstName", patient.firstName(),
                                "lastName", patient.lastName(),
                                "chartNumber", patient.chartNumber().orElseThrow()),
                "reference", "visit-2231",
                "onMatch", "use");
        JsonPath request = post("createScanRequest", CLINIC + "/scan-requests", wanted);
        post("createScanRequest", CLINIC + "/scan-requests", Map.of("doctorId", "nobody", "onMatch", "guess"));
        get("getScanRequest", CLINIC + "/scan-requests/" + request.getString("id"));
        get("listScanRequests", CLINIC + "/scan-requests?reference=visit-2231");
        post(
                "searchScanRequests",
                CLINIC + "/scan-requests/search",
                Map.of("chartNumber", patient.chartNumber().orElseThrow()));
        sandbox.newScan(Map.of("rxId", request.getString("rxId"), "plan", Map.of("bytes", 60_000, "imageWidth", 0)));
        return request.getString("orderId");
    }

    private void orders(String order) {
        await("the scan is stored")
                .atMost(Duration.ofSeconds(60))
                .until(() -> "ready".equals(plain("/api/v1/orders/" + order).getString("state")));
        get("listOrders", "/api/v1/orders?reference=visit-2231&account=" + ACCOUNT);
        JsonPath whole = get("getOrder", "/api/v1/orders/" + order);
        get("getOrder", "/api/v1/orders/5b0c6d3e-1f2a-4b5c-8d7e-9f0a1b2c3d4e");
        get("getOrderByRx", "/api/v1/orders/by-rx/" + whole.getString("rxId"));
        post(
                "searchOrders",
                "/api/v1/orders/search",
                Map.of("chartNumber", whole.getString("patient.chartNumber"), "account", ACCOUNT));
        get("getRevision", "/api/v1/orders/" + order + "/revisions/1");
        String artifact = whole.getString("revisions[0].artifacts[0].id");
        post("linkArtifact", "/api/v1/orders/" + order + "/artifacts/" + artifact + "/link", NOTHING);
        post("importOrders", CLINIC + "/orders/import", Map.of("rxIds", List.of(whole.getString("rxId"))));
    }

    private void patients() {
        SandboxClient.Patient patient =
                sandbox.patients(Long.parseLong(ACCOUNT)).get(3);
        JsonPath found = post(
                "searchPatients",
                CLINIC + "/patients/search",
                Map.of(
                        "firstName", patient.lastName(),
                        "lastName", patient.firstName(),
                        "chartNumber", patient.chartNumber().orElseThrow()));
        JsonPath changed = recorder.call(
                        "updatePatient",
                        key,
                        Method.PUT,
                        CLINIC + "/patients/" + patient.patientId(),
                        Map.of("lastName", "Berg"),
                        "If-Match",
                        found.getString("patients[0].etag"))
                .jsonPath();
        recorder.call(
                "updatePatientByChartNumber",
                key,
                Method.POST,
                CLINIC + "/patients/update-by-chart-number",
                Map.of("chartNumber", patient.chartNumber().orElseThrow(), "firstName", "Anna"),
                "If-Match",
                changed.getString("etag"));
    }

    private void audit() {
        JsonPath me = plain("/api/v1/me");
        recorder.call(
                "listAuditRecords",
                TestKeys.admin(),
                Method.GET,
                "/api/v1/audit?limit=2&actor=" + me.getString("id"),
                NOTHING);
    }

    private void farewell() {
        recorder.call("endPairing", key, Method.DELETE, "/api/v1/pairings/" + ACCOUNT, NOTHING);
    }

    private JsonPath get(String operation, String path) {
        return recorder.call(operation, key, Method.GET, path, NOTHING).jsonPath();
    }

    private JsonPath post(String operation, String path, Map<String, ?> body) {
        return recorder.call(operation, key, Method.POST, path, body).jsonPath();
    }

    private JsonPath plain(String path) {
        return given().header("Authorization", "Bearer " + key).get(path).jsonPath();
    }

    private static void signIn(String authorizeUri) {
        try (HttpClient browser = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            browser.send(
                    HttpRequest.newBuilder(URI.create(authorizeUri + "&auto_approve=liam.obrien"))
                            .build(),
                    BodyHandlers.discarding());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
