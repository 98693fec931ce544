package dev.scanrelay.event;

import dev.scanrelay.trace.TraceParent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** An event in the Kafka binding of CloudEvents 1.0, binary mode: attributes in headers, data as it was appended. */
final class KafkaRecords {

    private final CloudEvents events;

    KafkaRecords(RelaySettings settings) {
        this.events = new CloudEvents(settings);
    }

    /** @param trace where the trace of sending it stands: the header of W3C Trace Context, and CloudEvents' extension of that name */
    ProducerRecord<String, byte[]> record(OutboxRow row, String topic, Optional<TraceParent> trace) {
        return record(row, topic, events.of(row), trace);
    }

    /** The same, marked as told once more. */
    ProducerRecord<String, byte[]> replay(OutboxRow row, String topic, Optional<TraceParent> trace) {
        return record(row, topic, events.of(row).withExtension(CloudEvents.REPLAY, true), trace);
    }

    private static ProducerRecord<String, byte[]> record(
            OutboxRow row, String topic, CloudEventBuilder event, Optional<TraceParent> trace) {
        trace.ifPresent(parent -> event.withExtension(TraceParent.HEADER, parent.value()));
        ProducerRecord<String, byte[]> record = KafkaMessageFactory.<String>createWriter(topic, row.orderingKey())
                .writeBinary(event.build());
        trace.ifPresent(parent ->
                record.headers().add(TraceParent.HEADER, parent.value().getBytes(StandardCharsets.US_ASCII)));
        return record;
    }
}
