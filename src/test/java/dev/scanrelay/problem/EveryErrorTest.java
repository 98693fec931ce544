package dev.scanrelay.problem;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.testing.Services;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.Socket;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors of the whole service: in one form, without a stack trace, and without what came in. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class EveryErrorTest {

    private static final String MARK = "zebra-7141";
    private static final Pattern TRACE =
            Pattern.compile("Exception|\\tat |<html|java\\.|io\\.", Pattern.CASE_INSENSITIVE);

    private String key;

    @BeforeEach
    void makeAKey() {
        key = TestKeys.admin();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /zebra-7141,                        404, not-found",
        "GET,    /api/v1/zebra-7141,                 404, not-found",
        "PATCH,  /api/v1/keys,                       405, method-not-allowed",
        "POST,   /webhooks/itero/zebra-7141,         404, callback-not-found",
        "GET,    /webhooks/itero/zebra-7141,         405, method-not-allowed",
        "POST,   /webhooks/itero/zebra-7141/more,    404, callback-not-found",
        "GET,    /api/v1/pairings/zebra%207141,      400, invalid-request",
        "GET,    /api/v1/pairings/attempts/zebra,    400, invalid-request"
    })
    void inThePath(String method, String path, int status, String slug) {
        expect(caller().request(method, path), status, slug);
    }

    @Test
    void inTheMediaTypes() {
        expect(caller().accept("image/zebra-7141").get("/api/v1/keys"), 406, "not-acceptable");
        expect(caller().contentType("text/zebra-7141").body("x").post("/api/v1/keys"), 415, "unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[\"zebra-7141\"]",
                "{\"name\":{\"zebra-7141\":1}}",
                "{\"name\":\"a\",\"owner\":\"b\",\"scopes\":[\"zebra-7141\"]}",
                "{\"name\":\"a\",\"owner\":\"b\",\"scopes\":[\"admin\"],\"expiresAt\":\"zebra-7141\"}",
                "{\"name\":\"a\",\"owner\":\"b\",\"scopes\":[\"admin\"],\"accounts\":[\"zebra 7141\"]}",
                "{\"name\":\"  \",\"scopes\":[]}",
                "null"
            })
    void inTheBody(String body) {
        Response answer = caller().contentType("application/json").body(body).post("/api/v1/keys");

        expect(answer, 400, "invalid-request");
    }

    @ParameterizedTest
    @CsvSource({
        "name,   '{\"name\":{\"zebra-7141\":1}}'",
        "scopes, '{\"name\":\"a\",\"owner\":\"b\",\"scopes\":\"zebra-7141\"}'"
    })
    void namesTheFieldThatHasAnotherForm(String field, String body) {
        Response answer = caller().contentType("application/json").body(body).post("/api/v1/keys");

        expect(answer, 400, "invalid-request");
        assertThat(answer.<String>path("detail")).startsWith(field + " does not have the form");
    }

    static Stream<byte[]> endlessOrForeign() {
        return Stream.of(
                ("{\"zebra\":" + "[".repeat(2000) + "]".repeat(2000) + "}").getBytes(UTF_8),
                ("{\"name\":" + "[".repeat(2000)).getBytes(UTF_8),
                ("{\"zebra\":" + "7".repeat(2000) + "}").getBytes(UTF_8),
                ("{\"name\":" + "7".repeat(2000) + "}").getBytes(UTF_8),
                ("{\"" + "zebra".repeat(20_000) + "\":1}").getBytes(UTF_8),
                "{\"zebra\":\"\u00e4\"}".getBytes(ISO_8859_1),
                new byte[] {0, 0, 0, '{', 0, 0x7f, 0, 0});
    }

    @ParameterizedTest
    @MethodSource("endlessOrForeign")
    void inABodyThatNoReaderFollows(byte[] body) {
        Response answer = caller().contentType("application/json").body(body).post("/api/v1/keys");

        expect(answer, 400, "invalid-request");
    }

    @Test
    void inTheSizeOfTheBody() {
        Response answer = caller().contentType("application/json")
                .body(MARK.repeat(200_000))
                .post("/api/v1/keys");

        expect(answer, 413, "body-too-large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/keys/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "POST /webhooks/itero/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                "GET zebra-7141 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "zebra-7141\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: x\r\nConnection: close\r\n\r\n",
                "POST /api/v1/keys HTTP/1.1\r\nHost: x\r\nContent-Length: zebra\r\nConnection: close\r\n\r\n"
            })
    void inTheRequestItself(String request) throws Exception {
        String answer = raw(request);

        assertThat(answer).doesNotContain(MARK).doesNotContainPattern(TRACE);
        assertThat(answer).matches("(?s)HTTP/[0-9.]+ 4\\d\\d .*");
    }

    @Test
    void inTheHeaders() throws Exception {
        String answer = raw("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + MARK.repeat(10_000) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431").doesNotContain(MARK).doesNotContainPattern(TRACE);
    }

    @Test
    void leavesTheDescriptionAndTheHealthOpen() {
        given().get("/api/v1/openapi").then().statusCode(200);
        assertThat(given().get("/q/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void noCallbackKeyBecomesAMetricsLabel() {
        given().post("/webhooks/itero/" + MARK);
        given().get("/webhooks/itero/" + MARK);
        given().get("/webhooks/" + MARK);

        String metrics = given().get("/q/metrics").asString();

        assertThat(metrics)
                .contains("scanrelay_ingress_notifications_total{outcome=\"refused\",reason=\"forged-key\"}")
                .contains("/webhooks/itero/{key}")
                .doesNotContain("webhooks/" + MARK)
                .doesNotContain("itero/" + MARK);
    }

    private RequestSpecification caller() {
        return given().header("Authorization", "Bearer " + key).urlEncodingEnabled(false);
    }

    private String raw(String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static void expect(Response answer, int status, String slug) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.<String>path("type")).isEqualTo("urn:scanrelay:problem:" + slug);
        assertThat(answer.<Integer>path("status")).isEqualTo(status);
        assertThat(answer.<String>path("detail")).isNotBlank();
        assertThat(answer.asString()).doesNotContain(MARK, "zebra").doesNotContainPattern(TRACE);
    }
}
