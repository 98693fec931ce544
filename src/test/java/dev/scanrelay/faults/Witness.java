package dev.scanrelay.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.faults.NamedFile.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A practice software that follows the events, and looks for an event's files the moment it hears of them. */
final class Witness implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(100);
    private static final String READY = "order.ready.v1";

    private final List<HeardEvent> heard = new CopyOnWriteArrayList<>();
    private final Path objects;
    private final Thread listening;
    private volatile boolean closed;

    Witness(String bootstrapServers, String topic, Path objects) {
        this.objects = objects;
        this.listening = Thread.ofPlatform().daemon().name("witness").start(() -> listen(bootstrapServers, topic));
    }

    List<HeardEvent> heard() {
        return List.copyOf(heard);
    }

    private void listen(String bootstrapServers, String topic) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ConsumerConfig.GROUP_ID_CONFIG, "witness",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(one -> new org.apache.kafka.common.TopicPartition(topic, one.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!closed) {
                consumer.poll(POLL).forEach(this::hear);
            }
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> event) {
        try {
            boolean ready = header(event, "ce_type").endsWith(READY);
            JsonNode data = JSON.readTree(event.value());
            heard.add(new HeardEvent(
                    header(event, "ce_id"), ready ? Optional.of(ready(data, event.timestamp())) : Optional.empty()));
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    private HeardEvent.Ready ready(JsonNode data, long at) {
        List<NamedFile> files = StreamSupport.stream(data.path("artifacts").spliterator(), false)
                .map(Witness::file)
                .toList();
        return new HeardEvent.Ready(
                data.path("rxId").asText(),
                data.path("revision").asInt(),
                data.path("fingerprint").asText(),
                Instant.ofEpochMilli(at),
                files,
                files.stream()
                        .filter(file -> !isThere(file))
                        .map(NamedFile::key)
                        .toList());
    }

    private static NamedFile file(JsonNode artifact) {
        return new NamedFile(
                artifact.path("key").asText(),
                artifact.path("sha256").asText(),
                place(artifact.path("kind").asText(), artifact.has("container")));
    }

    static Place place(String kind, boolean contained) {
        if (contained) {
            return Place.IN_ARCHIVE;
        }
        return kind.equals("archive") ? Place.ARCHIVE : Place.ALONE;
    }

    private boolean isThere(NamedFile file) {
        Path path = objects.resolve("scanrelay").resolve(file.key());
        try {
            return Files.exists(path) && Sha256.of(Files.newInputStream(path)).equals(file.sha256());
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> event, String name) {
        return new String(
                Objects.requireNonNull(event.headers().lastHeader(name)).value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        listening.join();
    }
}
