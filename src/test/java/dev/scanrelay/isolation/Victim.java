package dev.scanrelay.isolation;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.isolation.ApiDocument.Operation;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.TestKeys;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A partner with one of everything that the API has. Where a new operation names something that it does not have yet, give it one in
 * {@link #of} and put its id under the parameter's name, or under its path where others share the name.
 */
final class Victim {

    private static final String KEYS = "/api/v1/keys/{id}";
    private static final String SCAN_REQUESTS = "/api/v1/accounts/{account}/scan-requests/{id}";

    private static final String ENDPOINTS = "/api/v1/endpoints/{id}";
    private static final String ERASURES = "/api/v1/accounts/{account}/erasures/{erasureId}";
    private static final String HOLDS = "/api/v1/accounts/{account}/holds/{holdId}";

    private static final String REPUBLICATIONS = "/api/v1/republications/{id}";

    private final String key;
    private final Map<String, String> byName = new HashMap<>();
    private final Map<String, String> byPath = new HashMap<>();
    private final Set<String> ids = new HashSet<>();

    private Victim(String key) {
        this.key = key;
    }

    static Victim of(Pairings pairings, ApiDocument document) {
        Flow flow = Flow.with(pairings);
        Victim victim = new Victim(TestKeys.admin());
        long account = flow.pairedClinic();
        victim.has("account", Long.toString(account));
        SandboxClient.Scan scan = flow.sandbox().scan(account);
        flow.ready(scan.rxId(), 1);
        victim.has("rxId", scan.rxId());
        victim.has("patientId", scan.patientId());
        victim.has("vendorOrderId", Long.toString(scan.order()));
        victim.hasAnOrder(account);
        victim.hasAKey();
        victim.hasAPairingUnderWay();
        victim.hasARepublication();
        victim.hasAnEndpoint(account);
        victim.hasAnErasureAndAHold(account);
        if (document.operations().stream().anyMatch(one -> one.path().startsWith(SCAN_REQUESTS))) {
            victim.hasAScanRequest(account);
        }
        return victim;
    }

    /** Its own key, which may do all. */
    String key() {
        return key;
    }

    Set<String> ids() {
        return Set.copyOf(ids);
    }

    /** What it has under that name, for a parameter or for a property of a body. */
    Optional<String> value(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Optional<String> value(Operation operation, String parameter) {
        return byPath.entrySet().stream()
                .filter(one -> operation.path().startsWith(one.getKey())
                        && one.getKey().endsWith("{" + parameter + "}"))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> value(parameter));
    }

    private void has(String name, String id) {
        byName.put(name, id);
        ids.add(id);
    }

    private void has(Response made, String path) {
        String id = made.then()
                .statusCode(org.hamcrest.Matchers.lessThan(300))
                .extract()
                .path("id");
        byPath.put(path, id);
        ids.add(id);
    }

    private void hasAnOrder(long account) {
        String order = api().get("/api/v1/orders?account=" + account).path("orders[0].id");
        has("orderId", order);
        byName.put("number", "1");
        byName.put("expiresAt", "2099-01-01T00:00:00Z"); // the document's examples grow old
        List<String> artifacts = api().get("/api/v1/orders/" + order).path("revisions[0].artifacts.id");
        has("artifactId", artifacts.getFirst());
        ids.addAll(artifacts);
    }

    private void hasAKey() {
        has(post("/api/v1/keys", Map.of("name", "a", "owner", "b", "scopes", Set.of("orders:read"))), KEYS);
    }

    private void hasARepublication() {
        has(post("/api/v1/republications", Map.of("topic", "orders.v1", "from", "2026-03-01")), REPUBLICATIONS);
    }

    private void hasAnEndpoint(long account) {
        byName.put("url", "https://dpms.example.com/scans");
        Map<String, ?> wanted =
                Map.of("url", "https://dpms.example.com/scans", "accounts", List.of(Long.toString(account)));
        String id = post("/api/v1/endpoints", wanted).path("endpoint.id");
        byPath.put(ENDPOINTS, id);
        ids.add(id);
        hasADelivery("/api/v1/endpoints/" + id);
    }

    private void hasADelivery(String endpoint) {
        Map<String, ?> all = Map.of("what", "all", "from", "2020-01-01", "until", "2099-01-01");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> post(endpoint + "/replay", all).path("added"), added -> (int) added > 0);
        int delivery = api().get(endpoint + "/deliveries").path("deliveries[0].id");
        byName.put("delivery", Integer.toString(delivery));
    }

    /** Of nobody: what it has stays. */
    private void hasAnErasureAndAHold(long account) {
        String base = "/api/v1/accounts/" + account;
        has(post(base + "/erasures", Map.of("patientId", "erased-before")), ERASURES);
        has(post(base + "/holds", Map.of("patientId", "held-before", "reason", "other")), HOLDS);
    }

    private void hasAPairingUnderWay() {
        has("attempt", api().noContentType().post("/api/v1/pairings").path("attempt"));
        Map<String, ?> invited = Map.of("label", "Praxis", "account", byName.get("account"));
        has("invitation", post("/api/v1/pairing-invitations", invited).path("invitation.id"));
    }

    private void hasAScanRequest(long account) {
        String base = "/api/v1/accounts/" + account;
        Response practice = api().get(base + "/practice");
        byName.put("doctorId", practice.path("doctors[0].doctorId"));
        byName.put("scannerSerialNumber", practice.path("scanners[0].serialNumber"));
        byName.put("procedureMapId", "2");
        Map<String, Object> wanted = new HashMap<>();
        for (String field : List.of("doctorId", "scannerSerialNumber", "procedureMapId")) {
            wanted.put(field, byName.get(field));
        }
        wanted.put("patient", Map.of("firstName", "Isolde", "lastName", "Quill", "chartNumber", "ISO-1"));
        has(post(base + "/scan-requests", wanted), SCAN_REQUESTS);
    }

    private Response post(String path, Map<String, ?> body) {
        return api().contentType(ContentType.JSON).body(body).post(path);
    }

    private RequestSpecification api() {
        return given().header("Authorization", "Bearer " + key);
    }
}
