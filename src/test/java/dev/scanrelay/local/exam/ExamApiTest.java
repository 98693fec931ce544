package dev.scanrelay.local.exam;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.scanrelay.local.sandbox.http.HttpDoor;
import dev.scanrelay.local.sandbox.http.Pause;
import dev.scanrelay.local.sandbox.http.Router;
import dev.scanrelay.testing.AsyncApi;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What the exam serves and tells, by hand, is what docs/openapi.yaml and docs/asyncapi.yaml say of the service, and no field more. */
class ExamApiTest {

    private static final JsonNode DOCUMENT =
            new YAMLMapper().readTree(Path.of("docs/openapi.yaml").toFile());
    private static final ObjectNode COMPONENTS = closed();
    private static final String EVENTS = "/api/v1/events";
    private static final String ORDER = "/api/v1/orders/{orderId}";
    private static final String REVISION = ORDER + "/revisions/{number}";
    private static final String ARTIFACT = ORDER + "/artifacts/{artifactId}";
    private static final Instant NOW = Instant.parse("2026-03-02T09:15:31.204Z");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Watch watch = new Watch();
    private final Feed feed = new Feed();
    private final OrdersApi api = new OrdersApi(watch, "exam");
    private final HttpDoor door = HttpDoor.bind(
            "127.0.0.1", 0, new FeedApi(feed, watch, "exam").on(api.on(new Router())), List.of(), new Pause());
    private final Documents documents = new Documents(door.base());
    private final Order order = new Order("990123456");

    @BeforeEach
    void serve() {
        order.add(1, List.of(Artifact.of(Artifact.Form.ARCHIVE, false)));
        order.add(2, 3);
        order.told(NOW);
        api.serve(order);
        feed.tell(documents.ready(order, 2, NOW));
        feed.tell(documents.ofPairing("pairing.ended.v1", "990123456", NOW));
        door.open();
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void eventsAreServedAsDescribed() throws Exception {
        get(EVENTS, "?after=oldest&limit=1", 200);
        get(EVENTS, "", 200);
        get(EVENTS, "?after=" + new Cursor(0, 0).encoded(), 410);
        get(EVENTS, "?after=never", 400);
        get(EVENTS, "?page=2", 400);
        feed.busy();
        get(EVENTS, "", 503);
    }

    @Test
    void ordersAreServedAsDescribed() throws Exception {
        get("/api/v1/orders", "?changedSince=2026-03-01T00:00:00Z", 200);
        get(ORDER, "", 200);
        get(REVISION, "", 200);
        get(ARTIFACT, "", 200);
        order.trouble().busyDownload();
        get(ARTIFACT, "", 503);
        order.trouble().erase();
        get(ORDER, "", 404);
        get(REVISION, "", 404);
        get(ARTIFACT, "", 404);
    }

    @Test
    void acknowledgementsAreAnsweredAsDescribed() throws Exception {
        acknowledge("{\"outcome\":\"imported\",\"document\":\"doc-1\"}", 200);
        acknowledge("{\"outcome\":\"unmatched\",\"reason\":\"No chart.\"}", 200);
        acknowledge("{\"outcome\":\"lost\"}", 400);
        acknowledge("{\"outcome\":\"imported\",\"document\":\"a name\"}", 400);
        order.trouble().busyAcknowledgement();
        acknowledge("{\"outcome\":\"imported\"}", 503);
    }

    @Test
    void callsWithoutTheKeyAreRefusedAsDescribed() throws Exception {
        for (String template : List.of(EVENTS, "/api/v1/orders", ORDER, REVISION, ARTIFACT)) {
            check(
                    "get",
                    template,
                    request(template, "")
                            .header("Authorization", "Bearer other")
                            .GET(),
                    401);
        }
    }

    @Test
    void eventsOnATopicAreAsDescribed() {
        var endpoint = documents.ofEndpoint("endpoint.failing.v1", NOW);
        var told = List.of(
                documents.ready(order, 1, NOW),
                documents.ready(order, 2, NOW).put("replay", true),
                documents.ofOrder("order.updated.v1", order, NOW),
                documents.ofOrder("order.failed.v1", order, NOW),
                documents.ofOrder("order.withdrawn.v1", order, NOW),
                documents.ofOrder("order.erased.v1", order, NOW),
                documents.ofPairing("pairing.ended.v1", order.account(), NOW),
                documents.ofPairing("pairing.connected.v1", order.account(), NOW),
                endpoint);

        assertThat(told).allSatisfy(event -> {
            var record = TopicRecords.of(event, "orders.exam.v1", 3);
            assertThat(AsyncApi.problems(new ConsumerRecord<>(
                            record.topic(),
                            record.partition(),
                            0,
                            0,
                            TimestampType.CREATE_TIME,
                            0,
                            0,
                            record.key(),
                            record.value(),
                            record.headers(),
                            Optional.empty())))
                    .isEmpty();
        });
    }

    private void get(String template, String query, int status) throws Exception {
        check(
                "get",
                template,
                request(template, query).header("Authorization", "Bearer exam").GET(),
                status);
    }

    private void acknowledge(String body, int status) throws Exception {
        check(
                "post",
                REVISION + "/ack",
                request(REVISION + "/ack", "")
                        .header("Authorization", "Bearer exam")
                        .POST(BodyPublishers.ofString(body)),
                status);
    }

    private HttpRequest.Builder request(String template, String query) {
        var path = template.replace("{orderId}", order.id().toString())
                .replace("{number}", "2")
                .replace("{artifactId}", order.files(2).getFirst().id().toString());
        return HttpRequest.newBuilder(URI.create(door.base() + path + query));
    }

    private void check(String method, String template, HttpRequest.Builder request, int status) throws Exception {
        HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(template).isEqualTo(status);
        JsonNode content = resolve(DOCUMENT.path("paths")
                        .path(template)
                        .path(method)
                        .path("responses")
                        .path(String.valueOf(status)))
                .path("content");
        assertThat(content.isMissingNode())
                .as(method + " " + template + " " + status + " is described")
                .isFalse();
        if (!content.has("*/*")) {
            String type = answer.headers().firstValue("Content-Type").orElseThrow();
            assertThat(problems(content.path(type).path("schema"), answer.body()))
                    .as(method + " " + template + " " + status)
                    .isEmpty();
        }
    }

    private static List<String> problems(JsonNode schema, byte[] body) {
        ObjectNode whole = (ObjectNode) schema.deepCopy();
        whole.set("components", COMPONENTS);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole.toString(), InputFormat.JSON)
                .validate(
                        new String(body, StandardCharsets.UTF_8),
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.path("$ref").asString().substring(1)) : node;
    }

    /** The description's components, in which an object has no field but those that it names. */
    private static ObjectNode closed() {
        ObjectNode components = (ObjectNode) DOCUMENT.path("components").deepCopy();
        components.path("schemas").valueStream().forEach(schema -> {
            if (schema.has("properties") && !schema.has("additionalProperties")) {
                ((ObjectNode) schema).put("additionalProperties", false);
            }
        });
        return components;
    }
}
