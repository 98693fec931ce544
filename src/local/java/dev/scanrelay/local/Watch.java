package dev.scanrelay.local;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Prints a topic from its beginning and goes on: {@code watch <bootstrap servers> <topic>}. */
final class Watch {

    private Watch() {}

    public static void main(String[] arguments) {
        watch(arguments[0], arguments.length > 1 ? arguments[1] : "orders.v1", System.out);
    }

    private static void watch(String bootstrapServers, String topic, PrintStream out) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!out.checkError()) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> out.println(line(record)));
            }
        }
    }

    private static String line(ConsumerRecord<String, String> record) {
        String type = Optional.ofNullable(record.headers().lastHeader("ce_type"))
                .map(header -> new String(header.value(), StandardCharsets.UTF_8) + " ")
                .orElse("");
        return type + record.key() + "\n  " + record.value();
    }
}
