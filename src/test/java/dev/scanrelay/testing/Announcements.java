package dev.scanrelay.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a practice software reads from the topic of events: committed records only, from the beginning. Each must be as docs/asyncapi.yaml says. */
public final class Announcements {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(100);

    private final List<Announcement> heard = new CopyOnWriteArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> raw = new CopyOnWriteArrayList<>();
    private final List<String> undescribed = new CopyOnWriteArrayList<>();

    /** One event, as it was on the wire. */
    public record Announcement(String id, String type, JsonNode data) {

        public String rxId() {
            return data.path("rxId").asText();
        }

        public int revision() {
            return data.path("revision").asInt();
        }
    }

    private Announcements() {}

    /** Listens until the JVM ends. */
    public static Announcements on(String bootstrapServers, String topic) {
        Announcements announcements = new Announcements();
        Thread.ofPlatform().daemon().name("announcements").start(() -> announcements.listen(bootstrapServers, topic));
        return announcements;
    }

    public List<Announcement> about(String rxId) {
        assertThat(undescribed).isEmpty();
        return heard.stream().filter(one -> one.rxId().equals(rxId)).toList();
    }

    /** A header of the last record about the RX. */
    public String header(String rxId, String name) {
        return raw.stream()
                .filter(entry -> text(entry.value()).contains(rxId))
                .map(entry -> header(entry, name))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    /** Keys, headers and values of everything heard, as text. */
    public String everything() {
        StringBuilder text = new StringBuilder();
        raw.forEach(entry -> {
            text.append(text(entry.key()))
                    .append(' ')
                    .append(text(entry.value()))
                    .append(' ');
            entry.headers()
                    .forEach(header -> text.append(header.key()).append('=').append(text(header.value())));
            text.append('\n');
        });
        return text.toString();
    }

    private void listen(String bootstrapServers, String topic) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (true) {
                consumer.poll(POLL).forEach(this::hear);
            }
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> entry) {
        try {
            raw.add(entry);
            undescribed.addAll(AsyncApi.problems(entry));
            heard.add(new Announcement(header(entry, "ce_id"), header(entry, "ce_type"), JSON.readTree(entry.value())));
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> entry, String name) {
        return text(entry.headers().lastHeader(name).value());
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
