package dev.scanrelay.ingress;

import static dev.scanrelay.ingress.WebhookServer.PAIRING_KEY;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.testing.Services;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Senders that are too many, too slow or silent: the rest goes on. */
class BackpressureTest {

    private static final String BODY = "{\"rxId\":\"0f8fad5b-d9cb-469f-a165-70867728950e\",\"companyId\":104233}";
    private static final String HEAD = "POST /webhooks/itero/" + PAIRING_KEY
            + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: " + BODY.length() + "\r\n\r\n";

    @Test
    void tellsWhoIsOneTooManyToComeAgain() throws Exception {
        // Given: room for ten, and nowhere to put them
        Queue<Consumer<Boolean>> waiting = new ConcurrentLinkedQueue<>();
        try (WebhookServer server = WebhookServer.start(
                "127.0.0.1:" + nobody(),
                "bounded",
                Map.of("scanrelay.ingress.start-wait", "10ms", "scanrelay.ingress.in-flight", "10"),
                (entry, then) -> waiting.add(then))) {
            List<CompletableFuture<HttpResponse<String>>> first = IntStream.range(0, 10)
                    .mapToObj(number -> server.sendLater(server.notification(PAIRING_KEY, BODY)))
                    .toList();
            await().until(() -> waiting.size() == 10);

            // When
            HttpResponse<String> oneTooMany = server.send(server.notification(PAIRING_KEY, BODY));

            // Then
            assertThat(oneTooMany.statusCode()).isEqualTo(503);
            assertThat(oneTooMany.headers().firstValue("Retry-After")).contains("5");
            assertThat(server.counted("unavailable", "too-many")).isEqualTo(1);
            waiting.forEach(one -> one.accept(true));
            assertThat(first)
                    .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(202));
            waiting.clear();
            var next = server.sendLater(server.notification(PAIRING_KEY, BODY));
            await().until(() -> waiting.size() == 1);
            waiting.forEach(one -> one.accept(true));
            assertThat(next.join().statusCode()).isEqualTo(202);
        }
    }

    /** Once while Kafka is still hoped for, then while it is known to be out: neither may take its place for good. */
    @Test
    void hasRoomAgainAfterASpoolThatFailedUnforeseen() throws Exception {
        try (WebhookServer server = WebhookServer.start(
                "127.0.0.1:" + nobody(),
                "failing",
                Map.of("scanrelay.ingress.start-wait", "10ms", "scanrelay.ingress.in-flight", "1"),
                (entry, then) -> {
                    throw new IllegalStateException("not foreseen");
                })) {
            for (int number = 0; number < 3; number++) {
                assertThat(server.send(server.notification(PAIRING_KEY, BODY)).body())
                        .contains("The notification was not stored. Send it again.");
            }
            assertThat(server.counted("unavailable", "too-many")).isZero();
        }
    }

    @Test
    void hangsUpOnASenderThatDripsAndServesTheOthers() throws Exception {
        try (WebhookServer server = onKafka();
                Socket drip = open(server)) {
            drip.getOutputStream().write(HEAD.getBytes(US_ASCII));
            Thread dripping = Thread.ofVirtual().start(() -> drip(drip));

            assertThat(server.send(server.notification(PAIRING_KEY, BODY)).statusCode())
                    .isEqualTo(202);
            String heard = new String(drip.getInputStream().readAllBytes(), US_ASCII); // to the end: it hung up

            assertThat(heard).startsWith("HTTP/1.1 408").contains("urn:scanrelay:problem:body-too-slow");
            assertThat(server.counted("refused", "body-too-slow")).isEqualTo(1);
            dripping.interrupt();
        }
    }

    @Test
    void tellsAStrangerSoBeforeItsBodyHasCome() throws Exception {
        String head = HEAD.replace(PAIRING_KEY, "forged");
        try (WebhookServer server = WebhookServer.start(
                        Services.shared().get("kafka.bootstrap.servers"),
                        "backpressure-" + UUID.randomUUID(),
                        Map.of("scanrelay.ingress.body-timeout", "60s"));
                Socket stranger = open(server)) {
            stranger.getOutputStream().write(head.getBytes(US_ASCII));

            byte[] heard = stranger.getInputStream().readNBytes("HTTP/1.1 404".length());

            assertThat(new String(heard, US_ASCII)).isEqualTo("HTTP/1.1 404");
            assertThat(server.counted("refused", "forged-key")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({PAIRING_KEY + ",408", "forged,404"})
    void endsOfAConnectionOfHttp2OnlyTheStreamWhoseBodyDoesNotCome(String key, int status) throws Exception {
        Vertx vertx = Vertx.vertx();
        HttpClientOptions http2 = new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setHttp2MaxPoolSize(1);
        try (WebhookServer server = onKafka()) {
            HttpClient client = vertx.createHttpClient(http2);
            AtomicBoolean closed = new AtomicBoolean();
            HttpClientRequest slow = post(client, server, key);
            slow.connection().closeHandler(gone -> closed.set(true));
            CompletableFuture<Throwable> reset = new CompletableFuture<>();
            slow.exceptionHandler(reset::complete);
            CompletableFuture<Integer> told = slow.response()
                    .map(HttpClientResponse::statusCode)
                    .toCompletionStage()
                    .toCompletableFuture();
            slow.setChunked(true).write(BODY.substring(0, 10));

            assertThat(told.get(20, TimeUnit.SECONDS)).isEqualTo(status);
            assertThat(reset.get(20, TimeUnit.SECONDS)).isInstanceOf(StreamResetException.class);

            HttpClientRequest other = post(client, server, PAIRING_KEY);
            int next = other.send(BODY)
                    .map(HttpClientResponse::statusCode)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            assertThat(next).isEqualTo(202);
            assertThat(other.connection()).isSameAs(slow.connection());
            assertThat(closed).isFalse();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static HttpClientRequest post(HttpClient client, WebhookServer server, String key) throws Exception {
        HttpClientRequest request = client.request(
                        HttpMethod.POST, server.port(), "127.0.0.1", "/webhooks/itero/" + key)
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        request.putHeader("Content-Type", "application/json");
        return request;
    }

    @Test
    void servesOthersBesideTwoThousandIdleConnections() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try (WebhookServer server = onKafka()) {
            for (int number = 0; number < 2000; number++) {
                Socket one = open(server);
                idle.add(one);
                if (number % 2 == 0) { // half of them in the middle of a request
                    one.getOutputStream().write(HEAD.substring(0, 30).getBytes(US_ASCII));
                }
            }

            List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 200)
                    .mapToObj(number -> server.sendLater(server.notification(PAIRING_KEY, BODY)))
                    .toList();

            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(202));
        } finally {
            for (Socket one : idle) {
                one.close();
            }
        }
    }

    private static WebhookServer onKafka() {
        return WebhookServer.start(
                Services.shared().get("kafka.bootstrap.servers"),
                "backpressure-" + UUID.randomUUID(),
                Map.of("scanrelay.ingress.body-timeout", "1s"));
    }

    private static Socket open(WebhookServer server) throws IOException {
        return new Socket("127.0.0.1", server.port());
    }

    /** A byte every 100 ms: the body would take longer than it may. */
    private static void drip(Socket socket) {
        await().pollInterval(java.time.Duration.ofMillis(100))
                .atMost(java.time.Duration.ofSeconds(30))
                .until(() -> !dripped(socket));
    }

    private static boolean dripped(Socket socket) {
        try {
            socket.getOutputStream().write(' ');
            return true;
        } catch (IOException hungUp) {
            return false;
        }
    }

    private static int nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
