package dev.scanrelay.local.exam;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;

/** Events in the Kafka binding of CloudEvents 1.0, binary mode: attributes in headers, data as the value. */
final class TopicRecords {

    private TopicRecords() {}

    static ProducerRecord<String, byte[]> of(ObjectNode event, String topic, int partitions) {
        var key = event.path("partitionkey").asText();
        var record = new ProducerRecord<String, byte[]>(
                topic,
                partition(key, partitions),
                key,
                event.path("data").toString().getBytes(UTF_8));
        event.properties().forEach(attribute -> {
            var name = attribute.getKey();
            if (!name.equals("data")) {
                record.headers()
                        .add(
                                name.equals("datacontenttype") ? "content-type" : "ce_" + name,
                                attribute.getValue().asText().getBytes(UTF_8));
            }
        });
        return record;
    }

    /** Where Kafka's own clients put a key. */
    static int partition(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % partitions;
    }
}
