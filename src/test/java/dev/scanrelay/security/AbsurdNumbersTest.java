package dev.scanrelay.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.testing.Services;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
class AbsurdNumbersTest {

    private static final String[] ABSURD = {
        "1e400",
        "-1e400",
        "1e999999999",
        "-1",
        "99999999999999999999",
        "NaN",
        "\"1e400\"",
        "\"P99999999999999999D\"",
        "[]",
        "true"
    };

    private final String key = TestKeys.admin();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e400",
                "-1e400",
                "86400",
                "-1",
                "\"1e400\"",
                "\"NaN\"",
                "\"-PT1S\"",
                "\"P31D\"",
                "\"P106751991167300D\"",
                "\"P99999999999999999999D\"",
                "\"\""
            })
    void nameAGraceThatCannotBe(String grace) {
        Response refused = post("/api/v1/keys/" + key.split("_")[1] + "/rotation", "{\"grace\":" + grace + "}");

        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.<String>path("detail")).startsWith("grace ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/keys {\"name\":\"n\",\"owner\":\"o\",\"scopes\":[\"orders:read\"],\"expiresAt\":%s}",
                "/api/v1/keys/{key}/rotation {\"expiresAt\":%s}",
                "/api/v1/orders/search {\"chartNumber\":\"c\",\"limit\":%s}",
                "/api/v1/orders/redrive {\"account\":\"absurd\",\"limit\":%s}",
                "/api/v1/republications {\"topic\":\"orders.v1\",\"from\":%s}",
                "/api/v1/accounts/1/scan-requests/search {\"chartNumber\":\"c\",\"limit\":%s}",
                "/api/v1/pairing-invitations {\"label\":\"l\",\"life\":%s}",
                "/api/v1/accounts/1/orders/import {\"from\":%s,\"to\":\"2024-01-01\"}"
            })
    void areRefusedAsBadInputInEveryBody(String call) {
        String path = call.substring(0, call.indexOf(' ')).replace("{key}", key.split("_")[1]);
        for (String number : ABSURD) {
            Response answer = post(path, call.substring(call.indexOf(' ') + 1).formatted(number));

            assertThat(answer.statusCode())
                    .as(path + " " + number + ": " + answer.asString())
                    .isBetween(400, 499);
        }
    }

    private Response post(String path, String body) {
        return given().header("Authorization", "Bearer " + key)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path);
    }
}
