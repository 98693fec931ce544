package dev.scanrelay.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Events as readers get them, against the schemas that readers get. */
class PublishedEventsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final PartnerId PARTNER = PartnerId.DEFAULT;
    private static final AccountId ACCOUNT = new AccountId("104233");
    private static final UUID ENDPOINT = UUID.fromString("0b5d4a1e-6a52-4f0e-9a39-3a8f0f6f6f10");

    static Stream<Event> events() {
        OrderFacts order = Samples.order("104233");
        OrderFacts bare = new OrderFacts(
                order.partner(),
                order.account(),
                order.orderId(),
                order.rxId(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("visit-2231"),
                "pushed",
                List.of("lastName"));
        return Stream.of(
                Samples.ready(order, 1),
                Samples.ready(bare, 2, List.of()),
                Event.of(new OrderUpdated(order, List.of("status", "patientName")), "7", Samples.TIME),
                Event.of(new OrderFailed(order, "permanent", "the download was refused", 9), "9", Samples.TIME),
                Event.of(new OrderParked(order, "permanent", "the download was refused", 9, 0), "9", Samples.TIME),
                Event.of(new OrderWithdrawn(order, "the vendor no longer shows it"), "3", Samples.TIME),
                Event.of(
                        new OrderErased(
                                OrderFacts.idsOnly(
                                        order.partner(),
                                        order.account(),
                                        order.orderId(),
                                        order.rxId(),
                                        order.origin()),
                                "erased"),
                        "4",
                        Samples.TIME),
                Event.of(new PairingConnected(PARTNER, ACCOUNT, false), "1", Samples.TIME),
                Event.of(new PairingAttention(PARTNER, ACCOUNT, "grant-refused"), "1", Samples.TIME),
                Event.of(new PairingExpiring(PARTNER, ACCOUNT, Samples.TIME, 14), "1", Samples.TIME),
                Event.of(new PairingEnded(PARTNER, ACCOUNT, "disconnected"), "1", Samples.TIME),
                Event.of(
                        new EndpointFailing(PARTNER, Optional.of(ACCOUNT), ENDPOINT, Samples.TIME, Samples.TIME, 70),
                        "1",
                        Samples.TIME),
                Event.of(new EndpointDisabled(PARTNER, Optional.empty(), ENDPOINT, "failing"), "1", Samples.TIME),
                Event.of(new EndpointEnabled(PARTNER, Optional.empty(), ENDPOINT), "1", Samples.TIME),
                Event.of(new EndpointTest(PARTNER, Optional.of(ACCOUNT), ENDPOINT), "1", Samples.TIME));
    }

    @ParameterizedTest
    @MethodSource("events")
    void fulfilTheSchemaThatTheyName(Event event) {
        CloudEvent published = published(event);

        assertThat(published.getDataSchema()).isEqualTo(event.type().schema());
        assertThat(problems(event.type(), text(published))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("events")
    void sayNothingThatTheSchemaDoesNotKnow(Event event) {
        assertThat(unknownFields(JSON.readTree(text(published(event))), schemaOf(event.type())))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void examplesFulfilTheirSchema(EventType type) {
        String example = resource("/schemas/events/examples/" + file(type));

        assertThat(problems(type, example)).isEmpty();
        assertThat(unknownFields(JSON.readTree(example), schemaOf(type))).isEmpty();
        assertThat(schemaOf(type).path("$id").asString())
                .isEqualTo(type.schema().toString());
    }

    @Test
    void areCloudEventsInBinaryMode() {
        Event event = Samples.ready(Samples.order("104233"), 1);
        String order = ((OrderReady) event.data()).order().orderId().toString();

        ProducerRecord<String, byte[]> record = record(event);
        CloudEvent published = published(event);

        assertThat(record.topic()).isEqualTo("orders.v1");
        assertThat(record.key()).isEqualTo(event.orderingKey());
        assertThat(published.getSpecVersion()).isEqualTo(SpecVersion.V1);
        assertThat(published.getId()).isEqualTo(event.id());
        assertThat(published.getType()).isEqualTo("dev.scanrelay.order.ready.v1");
        assertThat(published.getSource()).isEqualTo(URI.create("/scanrelay/partners/default/accounts/104233"));
        assertThat(published.getSubject()).isEqualTo("orders/" + order);
        assertThat(published.getTime()).isEqualTo(Samples.TIME.atOffset(ZoneOffset.UTC));
        assertThat(published.getDataContentType()).isEqualTo("application/json");
        assertThat(published.getExtension("partitionkey")).isEqualTo(event.orderingKey());
        assertThat(published.getExtension("dataref")).hasToString("https://scans.example.com/api/v1/orders/" + order);
    }

    @Test
    void ofThePartnerAsAWholeNameNoAccount() {
        CloudEvent published =
                published(Event.of(new EndpointEnabled(PARTNER, Optional.empty(), ENDPOINT), "1", Samples.TIME));

        assertThat(published.getSource()).isEqualTo(URI.create("/scanrelay/partners/default"));
        assertThat(text(published)).doesNotContain("account");
    }

    /** During an upgrade a process meets what only the next version announces. */
    @Test
    void ofALaterVersionAreToldAsTheyAre() {
        OutboxRow row = row(Samples.ready(Samples.order("104233"), 1), "dev.scanrelay.order.moved.v1");

        CloudEvent event = new CloudEvents(TestSettings.QUICK).of(row).build();

        assertThat(event.getType()).isEqualTo("dev.scanrelay.order.moved.v1");
        assertThat(event.getDataSchema()).hasToString("urn:scanrelay:schema:order.moved.v1");
    }

    @Test
    void listSoManyFilesAndCountTheRest() {
        List<ArtifactFacts> files =
                IntStream.range(0, 5_000).mapToObj(Samples::mesh).toList();

        OrderReady ready =
                (OrderReady) Samples.ready(Samples.order("104233"), 1, files).data();

        assertThat(ready.artifacts()).hasSize(OrderReady.LISTED);
        assertThat(ready.artifactCount()).isEqualTo(5_000);
        assertThat(EventJson.write(ready)).hasSizeLessThan(200_000);
    }

    @Test
    void haveTheIdOfWhatHappenedAndNoOther() {
        OrderFacts order = Samples.order("104233");

        assertThat(Samples.ready(order, 1).id())
                .isEqualTo(Samples.ready(order, 1).id());
        assertThat(Stream.concat(events(), Stream.of(Samples.ready(order, 1), Samples.ready(order, 2)))
                        .map(Event::id))
                .doesNotHaveDuplicates();
    }

    private static ProducerRecord<String, byte[]> record(Event event) {
        OutboxRow row = row(event, event.type().wireName());
        return new KafkaRecords(TestSettings.QUICK).record(row, "orders.v1", Optional.empty());
    }

    private static OutboxRow row(Event event, String type) {
        return new OutboxRow(
                1,
                event.id(),
                event.partner().value(),
                event.account().map(AccountId::value),
                event.orderingKey(),
                type,
                event.subject(),
                EventJson.write(event.data()),
                List.of("orders.v1"),
                event.time(),
                Optional.empty());
    }

    private static CloudEvent published(Event event) {
        ProducerRecord<String, byte[]> record = record(event);
        return KafkaMessageFactory.createReader(record.headers(), record.value())
                .toEvent();
    }

    private static String text(CloudEvent event) {
        return new String(event.getData().toBytes(), StandardCharsets.UTF_8);
    }

    private static List<String> problems(EventType type, String data) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(resource("/schemas/events/" + file(type)), InputFormat.JSON)
                .validate(
                        data,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static List<String> unknownFields(JsonNode data, JsonNode schema) {
        if (data.isArray()) {
            return data.valueStream()
                    .flatMap(each -> unknownFields(each, schema.path("items")).stream())
                    .toList();
        }
        return data.propertyStream()
                .flatMap(field -> {
                    JsonNode known = schema.path("properties").path(field.getKey());
                    return known.isMissingNode()
                            ? Stream.of(field.getKey())
                            : unknownFields(field.getValue(), known).stream();
                })
                .toList();
    }

    private static ObjectNode schemaOf(EventType type) {
        return (ObjectNode) JSON.readTree(resource("/schemas/events/" + file(type)));
    }

    private static String file(EventType type) {
        return Arrays.stream(type.wireName().split("\\."))
                        .skip(2)
                        .reduce((left, right) -> left + "." + right)
                        .orElseThrow()
                + ".json";
    }

    private static String resource(String path) {
        try (var stream = PublishedEventsTest.class.getResourceAsStream(path)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
