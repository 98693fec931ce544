package dev.scanrelay.rx;

import static io.restassured.RestAssured.given;

import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.TestKeys;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A practice software that pushes RXs to one clinic. */
record Dpms(SandboxClient sandbox, long account, String key) {

    static Dpms at(SandboxClient sandbox, long account) {
        return new Dpms(sandbox, account, TestKeys.admin());
    }

    Dpms limited(List<String> scopes, List<String> accounts) {
        String narrow = request()
                .body(Map.of("name", "limited", "owner", "a test", "scopes", scopes, "accounts", accounts))
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
        return new Dpms(sandbox, account, narrow);
    }

    /** A request that is good at this clinic. */
    Map<String, Object> body(String first, String last, String chart) {
        JsonPath practice = practice();
        Map<String, Object> body = new HashMap<>();
        body.put("doctorId", practice.getString("doctors[0].doctorId"));
        body.put("scannerSerialNumber", practice.getString("scanners[0].serialNumber"));
        body.put("procedureMapId", "2");
        body.put(
                "patient",
                chart.isEmpty()
                        ? Map.of("firstName", first, "lastName", last)
                        : Map.of("firstName", first, "lastName", last, "chartNumber", chart));
        return body;
    }

    JsonPath practice() {
        return request().get("/api/v1/accounts/" + account + "/practice").jsonPath();
    }

    Response push(Map<String, ?> body) {
        return request().body(body).post(path());
    }

    Response push(Map<String, ?> body, String idempotencyKey) {
        return request().header("Idempotency-Key", idempotencyKey).body(body).post(path());
    }

    Response get(String id) {
        return request().get(path() + "/" + id);
    }

    Response delete(String id) {
        return request().delete(path() + "/" + id);
    }

    Response resolve(String id, Map<String, ?> resolution) {
        return request().body(resolution).post(path() + "/" + id + "/resolution");
    }

    Response list(String query) {
        return request().get(path() + query);
    }

    Response search(Map<String, ?> body) {
        return request().body(body).post(path() + "/search");
    }

    JsonPath order(String rxId) {
        return request()
                .get("/api/v1/orders/by-rx/" + rxId + "?account=" + account)
                .jsonPath();
    }

    /** RXs that the sandbox was made to write. */
    long written() {
        return sandbox.ledger(account).produced().stream()
                .filter(one -> one.event().equals("RX_CREATED"))
                .count();
    }

    static String someKey() {
        return UUID.randomUUID().toString();
    }

    RequestSpecification request() {
        return given().header("Authorization", "Bearer " + key).contentType("application/json");
    }

    private String path() {
        return "/api/v1/accounts/" + account + "/scan-requests";
    }
}
