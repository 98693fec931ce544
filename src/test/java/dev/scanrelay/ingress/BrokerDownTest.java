package dev.scanrelay.ingress;

import static dev.scanrelay.ingress.WebhookServer.PAIRING_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.local.embedded.LocalKafka;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promise of an answer within seconds, whatever Kafka does, with no database to fall back on. */
class BrokerDownTest {

    private static final Duration PROMISE = Duration.ofSeconds(5);
    private static final Map<String, String> SETTINGS = Map.of("scanrelay.ingress.start-wait", "10ms");
    private static final String BODY = "{\"rxId\":\"0f8fad5b-d9cb-469f-a165-70867728950e\",\"companyId\":104233}";

    @TempDir
    Path data;

    @Test
    void says503InTimeWhenNobodyListensAndThereIsNoDatabase() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        try (WebhookServer server = WebhookServer.start("127.0.0.1:" + nobody, "down", SETTINGS)) {
            says503InTimeToMany(server);
        }
    }

    @Test
    void says503InTimeWhenTheBrokerIsMute() throws Exception {
        try (ServerSocket mute = new ServerSocket(0);
                WebhookServer server = WebhookServer.start("127.0.0.1:" + mute.getLocalPort(), "down", SETTINGS)) {
            says503InTimeToMany(server);
        }
    }

    @Test
    void says503InTimeWhenTheBrokerGoesAway() throws Exception {
        LocalKafka kafka = LocalKafka.start(data, 0);
        try (WebhookServer server = WebhookServer.start(kafka.bootstrapServers(), "going", Map.of())) {
            assertThat(server.send(server.notification(PAIRING_KEY, BODY)).statusCode())
                    .isEqualTo(202);

            kafka.close();

            says503InTimeToMany(server);
        }
    }

    private static void says503InTimeToMany(WebhookServer server) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> answers = IntStream.range(0, 200)
                    .mapToObj(number -> threads.submit(() -> inTime(server)))
                    .toList();
            assertThat(server.send(server.to("/alive")
                                    .timeout(Duration.ofSeconds(1))
                                    .GET())
                            .body())
                    .isEqualTo("yes");
            for (Future<HttpResponse<String>> pending : answers) {
                HttpResponse<String> answer = pending.get();
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).contains("5");
                assertThat(answer.body())
                        .isEqualTo("{\"type\":\"urn:scanrelay:problem:unavailable\",\"status\":503,"
                                + "\"title\":\"Temporarily unavailable\","
                                + "\"detail\":\"The notification was not stored. Send it again.\"}");
            }
        }
        assertThat(server.counted("unavailable", "kafka-and-database")).isEqualTo(200);
    }

    /** The client's own time-out is the promise. */
    private static HttpResponse<String> inTime(WebhookServer server) {
        return server.send(server.notification(PAIRING_KEY, BODY).timeout(PROMISE));
    }
}
