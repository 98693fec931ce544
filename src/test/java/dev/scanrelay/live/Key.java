package dev.scanrelay.live;

import static io.restassured.RestAssured.given;

import dev.scanrelay.database.Database;
import dev.scanrelay.testing.TestKeys;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;

/** Calls with one API key. */
record Key(String secret) {

    static Key admin() {
        return new Key(TestKeys.admin());
    }

    static Key of(String... scopes) {
        return admin().narrowed(List.of(scopes), List.of());
    }

    static Key ofAnotherPartner(Database database) {
        database.write(session -> session.createNativeQuery(
                        "insert into partner (id, name) values ('live-other', 'Other') on conflict do nothing")
                .executeUpdate());
        return new Key(TestKeys.admin("live-other"));
    }

    Key narrowed(List<String> scopes, List<String> accounts) {
        Map<String, Object> body = accounts.isEmpty()
                ? Map.of("name", "test", "owner", "a test", "scopes", scopes)
                : Map.of("name", "test", "owner", "a test", "scopes", scopes, "accounts", accounts);
        return new Key(request()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key"));
    }

    RequestSpecification request() {
        return given().header("Authorization", "Bearer " + secret);
    }

    Response get(String path, Object... parameters) {
        return request().get(path, parameters);
    }

    Response post(String path, Map<String, ?> body) {
        return request().contentType(ContentType.JSON).body(body).post(path);
    }
}
