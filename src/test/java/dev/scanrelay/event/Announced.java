package dev.scanrelay.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a reader of committed events sees on a topic, from its beginning to now. */
final class Announced {

    private Announced() {}

    static List<ConsumerRecord<String, byte[]>> on(String topic, String account, Map<String, Object> common) {
        return keyed(topic, "default/" + account, common);
    }

    /** Those whose key begins so. */
    static List<ConsumerRecord<String, byte[]>> keyed(String topic, String beginning, Map<String, Object> common) {
        Map<String, Object> properties = new HashMap<>(common);
        properties.put("isolation.level", "read_committed");
        properties.put("group.id", UUID.randomUUID().toString());
        properties.put("enable.auto.commit", false);
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(50)).forEach(record -> {
                    if (record.key() != null && record.key().startsWith(beginning)) {
                        found.add(record);
                    }
                });
            }
        }
        return found;
    }

    static List<String> ids(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream().map(record -> header(record, "ce_id")).toList();
    }

    static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
