package dev.scanrelay.ingress;

import static dev.scanrelay.ingress.WebhookServer.JSON;
import static dev.scanrelay.ingress.WebhookServer.PAIRING_KEY;
import static dev.scanrelay.ingress.WebhookServer.PARTNER_KEY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.scanrelay.testing.Services;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IteroWebhookTest {

    private static final String RX = "0f8fad5b-d9cb-469f-a165-70867728950e";
    private static final String GOOD = "{\"rxId\":\"" + RX + "\",\"companyId\":104233}";
    private static final String TOPIC = "ingress-" + UUID.randomUUID();

    private static String brokers = "";
    private static WebhookServer server;

    @BeforeAll
    static void start() {
        brokers = Services.shared().get("kafka.bootstrap.servers");
        server = WebhookServer.start(brokers, TOPIC, Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void answers202OnceTheRecordIsOnTheTopic() throws Exception {
        String rx = UUID.randomUUID().toString();

        HttpResponse<String> answer = server.send(server.notification(
                PARTNER_KEY, "{\"RXID\":\"{" + rx.toUpperCase() + "}\",\"accountNumber\":\"700\"}"));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        ConsumerRecord<String, String> record = of(rx).getFirst();
        assertThat(record.key()).isEqualTo("700/" + rx);
        assertThat(record.headers()).isEmpty();
        ObjectNode value = (ObjectNode) JSON.readTree(record.value());
        assertThat(UUID.fromString(value.remove("notificationId").asText()).version())
                .isEqualTo(7);
        assertThat(value).isEqualTo(JSON.readTree("""
                        {"partner":"acme","account":"700","rxId":"%s","receivedAt":"2026-03-01T12:00:00Z",
                         "keyGeneration":1,"via":"partner-key"}""".formatted(rx)));
    }

    @Test
    void writesWhatItsSchemaSays() throws Exception {
        String rx = UUID.randomUUID().toString();
        server.send(server.notification(PAIRING_KEY, "{\"rxId\":\"" + rx + "\",\"companyId\":104233}"));

        try (var schema = getClass().getResourceAsStream("/schemas/scan.notifications.v1.json")) {
            var errors = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schema, InputFormat.JSON)
                    .validate(of(rx).getFirst().value(), InputFormat.JSON);

            assertThat(errors).isEmpty();
        }
    }

    @Test
    void losesNoneOfManyAtOnce() throws Exception {
        Set<String> sent = new HashSet<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = IntStream.range(0, 300)
                    .mapToObj(number -> {
                        String rx = UUID.randomUUID().toString();
                        sent.add("104233/" + rx);
                        String body = "{\"rxId\":\"" + rx + "\",\"companyId\":104233}";
                        return threads.submit(() -> server.send(server.notification(PAIRING_KEY, body))
                                .statusCode());
                    })
                    .toList();
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(202);
            }
        }

        assertThat(Topic.records(brokers, TOPIC).stream().map(ConsumerRecord::key))
                .containsAll(sent);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWithAProblemThatRepeatsNothing(Refusal why, String key, String type, String body, String problem)
            throws Exception {
        int before = Topic.records(brokers, TOPIC).size();
        double counted = server.counted("refused", why.reason());

        HttpResponse<String> answer = server.send(
                server.to("/webhooks/itero/" + key).header("Content-Type", type).POST(BodyPublishers.ofString(body)));

        JsonNode expected = JSON.readTree(problem);
        assertThat(JSON.readTree(answer.body())).isEqualTo(expected);
        assertThat(answer.statusCode()).isEqualTo(expected.get("status").asInt());
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(server.counted("refused", why.reason())).isEqualTo(counted + 1);
        assertThat(Topic.records(brokers, TOPIC)).hasSize(before);
    }

    static Stream<Arguments> refused() {
        String json = "application/json";
        String noCallback = problem(404, "callback-not-found", "Not found", "There is no such callback URL.");
        String malformed = problem(
                400, "malformed-body", "Malformed body", "The body is not one well-formed object or form in UTF-8.");
        String large =
                problem(413, "body-too-large", "Body too large", "A notification holds two ids. Send at most 16 KiB.");
        return Stream.of(
                Arguments.of(Refusal.FORGED_KEY, "forged", json, GOOD, noCallback),
                Arguments.of(Refusal.FORGED_KEY, "k".repeat(1000), json, GOOD, noCallback),
                Arguments.of(Refusal.FORGED_KEY, "a%20b%00", json, GOOD, noCallback),
                Arguments.of(Refusal.REVOKED_KEY, "revoked", json, GOOD, noCallback),
                Arguments.of(
                        Refusal.CONTENT_TYPE,
                        PAIRING_KEY,
                        "text/xml",
                        GOOD,
                        problem(
                                415,
                                "unsupported-media-type",
                                "Unsupported media type",
                                "Send application/json or application/x-www-form-urlencoded, in UTF-8 and not compressed.")),
                Arguments.of(Refusal.MALFORMED, PAIRING_KEY, json, "{\"rxId\":", malformed),
                Arguments.of(Refusal.MALFORMED, PAIRING_KEY, json, "[".repeat(9000), malformed),
                Arguments.of(
                        Refusal.RX_ID_MISSING,
                        PAIRING_KEY,
                        json,
                        "{\"companyId\":104233}",
                        problem(400, "rx-id-missing", "RxID missing", "Give the RX as rxId.")),
                Arguments.of(
                        Refusal.RX_ID_INVALID,
                        PAIRING_KEY,
                        json,
                        "{\"rxId\":\"<script>\",\"companyId\":104233}",
                        problem(400, "rx-id-invalid", "RxID invalid", "rxId is a GUID, in a string.")),
                Arguments.of(
                        Refusal.ACCOUNT_MISSING,
                        PAIRING_KEY,
                        json,
                        "{\"rxId\":\"" + RX + "\"}",
                        problem(400, "account-missing", "Account missing", "Give the account as companyId.")),
                Arguments.of(
                        Refusal.ACCOUNT_INVALID,
                        PAIRING_KEY,
                        json,
                        "{\"rxId\":\"" + RX + "\",\"companyId\":{}}",
                        problem(
                                400,
                                "account-invalid",
                                "Account invalid",
                                "companyId is a whole number, or a string of 1 to 32 letters, digits, - or _.")),
                Arguments.of(
                        Refusal.CONFLICT,
                        PAIRING_KEY,
                        json,
                        "{\"rxId\":\"" + RX + "\",\"companyId\":104233,\"account\":\"1\"}",
                        problem(
                                400,
                                "conflicting-fields",
                                "Conflicting fields",
                                "One id is given twice with different values.")),
                Arguments.of(
                        Refusal.FOREIGN_ACCOUNT,
                        PAIRING_KEY,
                        json,
                        "{\"rxId\":\"" + RX + "\",\"companyId\":999}",
                        problem(
                                403,
                                "foreign-account",
                                "Not allowed",
                                "The account in the body is not the one of this callback URL.")),
                Arguments.of(Refusal.BODY_TOO_LARGE, PAIRING_KEY, json, padded(16 * 1024 + 1), large));
    }

    @Test
    void takesABodyOfExactlyTheLimit() {
        assertThat(server.send(server.notification(PAIRING_KEY, padded(16 * 1024)))
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void refusesALargeBodyAlsoWhenItsLengthIsNotDeclared() {
        HttpRequest.Builder chunked = server.to("/webhooks/itero/" + PAIRING_KEY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(padded(16 * 1024 + 1).getBytes(UTF_8))));

        assertThat(server.send(chunked).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @MethodSource("otherRequests")
    void takesNothingButAPostToTheKey(int status, String method, String path) {
        HttpResponse<String> answer = server.send(server.to(path).method(method, BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).doesNotContain(PAIRING_KEY);
    }

    static Stream<Arguments> otherRequests() {
        return Stream.of(
                Arguments.of(405, "GET", "/webhooks/itero/" + PAIRING_KEY),
                Arguments.of(405, "HEAD", "/webhooks/itero/" + PAIRING_KEY),
                Arguments.of(405, "PUT", "/webhooks/itero/" + PAIRING_KEY),
                Arguments.of(404, "POST", "/webhooks/itero/" + PAIRING_KEY + "/more"),
                Arguments.of(404, "GET", "/webhooks/"),
                Arguments.of(404, "POST", "/webhooks/itero/"));
    }

    @Test
    void countsASenderWhoLeavesInMidBody() throws Exception {
        double before = server.counted("aborted", "sender-gone");
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /webhooks/itero/" + PAIRING_KEY + " HTTP/1.1\r\nHost: x\r\n"
                            + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
                    .getBytes(UTF_8));
            out.flush();
        }

        await().untilAsserted(() ->
                assertThat(server.counted("aborted", "sender-gone")).isEqualTo(before + 1));
    }

    @Test
    void answersNoBodyWithAServerError() {
        Random random = new Random(20260301);
        byte[] seed = GOOD.getBytes(UTF_8);
        for (int round = 0; round < 2_000; round++) {
            byte[] body = seed.clone();
            if (round % 2 == 0) {
                body = new byte[random.nextInt(400)];
                random.nextBytes(body);
            } else {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            HttpResponse<String> answer = server.send(server.to("/webhooks/itero/" + PAIRING_KEY)
                    .header("Content-Type", round % 3 == 0 ? "application/x-www-form-urlencoded" : "application/json")
                    .POST(BodyPublishers.ofByteArray(body)));

            assertThat(answer.statusCode()).as("round %d", round).isBetween(202, 499);
        }
    }

    private static List<ConsumerRecord<String, String>> of(String rx) {
        return Topic.records(brokers, TOPIC).stream()
                .filter(record -> record.key().endsWith(rx))
                .toList();
    }

    private static String padded(int length) {
        return GOOD + " ".repeat(length - GOOD.length());
    }

    private static String problem(int status, String slug, String title, String detail) {
        return "{\"type\":\"urn:scanrelay:problem:%s\",\"status\":%d,\"title\":\"%s\",\"detail\":\"%s\"}"
                .formatted(slug, status, title, detail);
    }
}
