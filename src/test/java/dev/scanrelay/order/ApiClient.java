package dev.scanrelay.order;

import static io.restassured.RestAssured.given;

import dev.scanrelay.testing.TestKeys;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;

/** Calls the catalogue with one key. */
record ApiClient(String key) {

    static ApiClient admin() {
        return new ApiClient(TestKeys.admin());
    }

    static ApiClient adminOf(String partner) {
        return new ApiClient(TestKeys.admin(partner));
    }

    /** A narrower key. */
    ApiClient with(List<String> scopes, List<String> accounts) {
        Map<String, Object> body = accounts.isEmpty()
                ? Map.of("name", "test", "owner", "a test", "scopes", scopes)
                : Map.of("name", "test", "owner", "a test", "scopes", scopes, "accounts", accounts);
        return new ApiClient(request()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key"));
    }

    RequestSpecification request() {
        return given().header("Authorization", "Bearer " + key);
    }

    Response get(String path, Object... parameters) {
        return request().get(path, parameters);
    }

    JsonPath ok(String path, Object... parameters) {
        return get(path, parameters).then().statusCode(200).extract().jsonPath();
    }

    Response search(Map<String, Object> body) {
        return request().contentType(ContentType.JSON).body(body).post("/api/v1/orders/search");
    }
}
