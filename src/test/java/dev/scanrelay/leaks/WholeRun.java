package dev.scanrelay.leaks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.local.embedded.LocalS3;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/** At the end of a run, while its services still are there, keeps what is on their topics and in their buckets. */
public final class WholeRun implements TestExecutionListener {

    /** The tests that follow the run and judge it are none of it. */
    private static final boolean KEEPS = Boolean.getBoolean("scanrelay.leaks.keep");

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        if (!KEEPS) {
            return;
        }
        try {
            Files.createDirectories(Evidence.DIRECTORY);
            for (Evidence evidence : Evidence.values()) {
                Files.deleteIfExists(evidence.file());
            }
        } catch (IOException notOurs) {
            throw new IllegalStateException(notOurs);
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (!KEEPS) {
            return;
        }
        announced(Evidence.BROKERS).forEach(WholeRun::keepEvents);
        announced(Evidence.STORE).forEach(WholeRun::keepObjectKeys);
        announced(Evidence.SANDBOXES).forEach(WholeRun::keepHandedOut);
    }

    private static Stream<String> announced(String property) {
        return Stream.of(System.getProperty(property, "").split(" ")).filter(one -> !one.isEmpty());
    }

    private static void keepEvents(String brokers) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", brokers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .filter(partition -> !partition.topic().startsWith("__"))
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(WholeRun::keep);
            }
        }
    }

    private static void keep(ConsumerRecord<byte[], byte[]> entry) {
        StringBuilder text = new StringBuilder(entry.topic()).append(' ').append(text(entry.key()));
        entry.headers()
                .forEach(header ->
                        text.append(' ').append(header.key()).append('=').append(text(header.value())));
        Evidence.EVENTS.add(
                text.append(' ').append(text(entry.value())).append('\n').toString());
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static void keepObjectKeys(String endpoint) {
        try (MinioClient client = MinioClient.builder()
                .endpoint(endpoint)
                .credentials(LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY)
                .build()) {
            for (var bucket : client.listBuckets()) {
                var all = ListObjectsArgs.builder()
                        .bucket(bucket.name())
                        .recursive(true)
                        .build();
                for (var object : client.listObjects(all)) {
                    Evidence.OBJECT_KEYS.add(object.get().objectName() + "\n");
                }
            }
        } catch (Exception gone) {
            throw new IllegalStateException(gone);
        }
    }

    private static void keepHandedOut(String sandbox) {
        try {
            JsonNode all =
                    JSON.readTree(URI.create(sandbox + "/sandbox/handed-out").toURL());
            all.properties()
                    .forEach(kind -> kind.getValue()
                            .forEach(value -> Evidence.HANDED_OUT.add(kind.getKey() + "\t" + value.asText() + "\n")));
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
    }
}
