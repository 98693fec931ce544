package dev.scanrelay.event;

import dev.scanrelay.trace.TraceParent;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** An event in the Kafka binding of CloudEvents 1.0, binary mode: attributes in headers, data as it was appended. */
final class KafkaRecords {

    private final RelaySettings settings;

    KafkaRecords(RelaySettings settings) {
        this.settings = settings;
    }

    /** @param trace where the trace of sending it stands: the header of W3C Trace Context, and CloudEvents' extension of that name */
    ProducerRecord<String, byte[]> record(OutboxRow row, String topic, Optional<TraceParent> trace) {
        ProducerRecord<String, byte[]> record = KafkaMessageFactory.<String>createWriter(topic, row.orderingKey())
                .writeBinary(event(row, trace));
        trace.ifPresent(parent ->
                record.headers().add(TraceParent.HEADER, parent.value().getBytes(StandardCharsets.US_ASCII)));
        return record;
    }

    private CloudEvent event(OutboxRow row, Optional<TraceParent> trace) {
        CloudEventBuilder event = CloudEventBuilder.v1()
                .withId(row.eventId())
                .withType(row.type())
                .withSource(URI.create(settings.source() + "/partners/" + row.partner() + "/accounts/" + row.account()))
                .withSubject(row.subject())
                .withTime(row.occurredAt().atOffset(ZoneOffset.UTC))
                .withDataSchema(schema(row))
                .withData("application/json", row.data().getBytes(StandardCharsets.UTF_8))
                .withExtension("partitionkey", row.orderingKey());
        detail(row).ifPresent(reference -> event.withExtension("dataref", reference));
        trace.ifPresent(parent -> event.withExtension(TraceParent.HEADER, parent.value()));
        return event.build();
    }

    private static URI schema(OutboxRow row) {
        return Arrays.stream(EventType.values())
                .filter(type -> type.wireName().equals(row.type()))
                .findFirst()
                .map(EventType::schema)
                .orElseThrow(() -> new IllegalArgumentException("no such event type"));
    }

    // Subjects are paths of our API where there is something to read: orders/<id>.
    private Optional<URI> detail(OutboxRow row) {
        String base = settings.apiBase().map(URI::toString).orElse("").replaceAll("/+$", "");
        return row.subject().startsWith("orders/")
                ? Optional.of(URI.create(base + "/api/v1/" + row.subject()))
                : Optional.empty();
    }
}
