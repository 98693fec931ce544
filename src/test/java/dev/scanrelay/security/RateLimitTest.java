package dev.scanrelay.security;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.testing.AuditLog;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(AccessProfile.class)
class RateLimitTest {

    @Inject
    AuditLog log;

    @Test
    void tellsACallerWhereItStands() {
        String key = TestKeys.admin();

        Response first = me(key);

        assertThat(first.header("RateLimit-Policy")).isEqualTo("\"calls\";q=40;w=40");
        assertThat(first.header("RateLimit")).isEqualTo("\"calls\";r=39;t=1");
        assertThat(left(me(key))).isLessThan(39);
        for (Response answer : List.of(get(key, "/api/v1/nothing"), get(key, "/api/v1/orders?limit=zebra"))) {
            assertThat(answer.headers().getValues("RateLimit"))
                    .as("one of them, on errors too")
                    .hasSize(1);
        }
        assertThat(given().get("/api/v1/me").header("RateLimit")).startsWith("\"failures\";r=");
    }

    @Test
    void stopsACallerThatUsedItsQuotaUpAndNobodyElse() {
        String key = TestKeys.admin();
        String other = TestKeys.admin();

        List<Response> answers = IntStream.range(0, AccessProfile.CALLS + 30)
                .mapToObj(call -> me(key))
                .toList();

        assertThat(answers)
                .first()
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        Response stopped = answers.stream()
                .filter(answer -> answer.statusCode() == 429)
                .findFirst()
                .orElseThrow();
        assertThat(stopped.contentType()).startsWith("application/problem+json");
        assertThat(stopped.<String>path("type")).isEqualTo("urn:scanrelay:problem:too-many-requests");
        assertThat(stopped.header("RateLimit")).isEqualTo("\"calls\";r=0;t=1");
        assertThat(stopped.header("Retry-After")).isEqualTo("1");
        assertThat(me(other).statusCode()).isEqualTo(200);
    }

    @Test
    void recordsThatACallerWasStopped() {
        String key = TestKeys.admin();

        List<Response> answers = IntStream.range(0, AccessProfile.CALLS + 30)
                .mapToObj(call -> me(key))
                .toList();

        assertThat(answers).anyMatch(answer -> answer.statusCode() == 429);
        assertThat(log.lines("action = 'call.refuse' and times is null and actor_id = '" + key.split("_")[1] + "'"))
                .containsExactly("ended call.refuse refused 429");
    }

    @Test
    void hearsNoNewKeyFromAnAddressThatSentManyBadOnes() {
        String address = "127.0.0.77";
        String known = TestKeys.admin();
        assertThat(status(address, known)).isEqualTo(200);

        long heard = IntStream.range(0, AccessProfile.FAILURES + 40)
                .map(flood -> status(address, KeyToken.random().written().reveal()))
                .filter(status -> status == 401)
                .count();

        assertThat(heard).isBetween((long) AccessProfile.FAILURES, AccessProfile.FAILURES + 30L);
        assertThat(status(address, TestKeys.admin())).as("not known yet").isEqualTo(429);
        assertThat(status(address, known)).as("let in lately").isEqualTo(200);
        assertThat(status("127.0.0.78", TestKeys.admin())).as("another address").isEqualTo(200);
    }

    private static int left(Response answer) {
        return Integer.parseInt(answer.header("RateLimit").replaceAll(".*r=([0-9]+);.*", "$1"));
    }

    private static Response me(String key) {
        return get(key, "/api/v1/me");
    }

    private static Response get(String key, String path) {
        return given().header("Authorization", "Bearer " + key).get(path);
    }

    /** From another address of this machine. */
    private static int status(String from, String key) {
        try (Socket socket =
                new Socket(InetAddress.getByName("127.0.0.1"), RestAssured.port, InetAddress.getByName(from), 0)) {
            socket.setSoTimeout(5000);
            String request = "GET /api/v1/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer " + key
                    + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            return Integer.parseInt(answer.split(" ")[1]);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
