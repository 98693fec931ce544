package dev.scanrelay.local.exam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Brings events to {@link ModelPractice}, on a thread of its own that can be ended and begun again. */
final class ModelReader implements Restart, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Loop loop;
    private Thread thread = new Thread();
    private volatile boolean stopped;

    private interface Loop {
        void run(BooleanSupplier stopped) throws IOException, InterruptedException;
    }

    private ModelReader(Loop loop) {
        this.loop = loop;
        begin();
    }

    static ModelReader ofPages(ModelPractice practice) {
        AtomicReference<String> place = new AtomicReference<>("oldest");
        return new ModelReader(stopped -> {
            HttpResponse<byte[]> answer = practice.get("/api/v1/events?limit=10&after=" + place.get());
            if (answer.statusCode() == 410) {
                place.set("oldest");
                return;
            }
            JsonNode page = JSON.readTree(answer.body());
            for (JsonNode event : page.path("events")) {
                practice.take(event);
            }
            place.set(page.path("next").asText());
            if (!page.path("more").asBoolean()) {
                Thread.sleep(20);
            }
        });
    }

    static ModelReader ofStream(ModelPractice practice) {
        AtomicReference<String> place = new AtomicReference<>("");
        return new ModelReader(stopped -> {
            HttpResponse<Stream<String>> answer = practice.http()
                    .send(
                            practice.request("/api/v1/events/stream?after=oldest")
                                    .header("Last-Event-ID", place.get())
                                    .build(),
                            BodyHandlers.ofLines());
            try (Stream<String> lines = answer.body()) {
                if (answer.statusCode() == 410) {
                    place.set("");
                } else if (answer.statusCode() == 200) {
                    follow(lines, place, practice, stopped);
                }
            } catch (UncheckedIOException cut) {
                // comes again
            }
            Thread.sleep(20);
        });
    }

    private static void follow(
            Stream<String> lines, AtomicReference<String> place, ModelPractice practice, BooleanSupplier stopped)
            throws IOException, InterruptedException {
        String id = place.get();
        String data = "";
        for (String line : (Iterable<String>) lines::iterator) {
            if (line.startsWith("id: ")) {
                id = line.substring("id: ".length());
            } else if (line.startsWith("data: ")) {
                data = line.substring("data: ".length());
            } else if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    practice.take(JSON.readTree(data));
                }
                data = "";
                place.set(id);
                if (stopped.getAsBoolean()) {
                    return;
                }
            }
        }
    }

    static ModelReader ofTopic(ModelPractice practice, String bootstrap, String topic, String isolation) {
        return new ModelReader(stopped -> {
            Map<String, Object> settings = Map.of(
                    "bootstrap.servers",
                    bootstrap,
                    "group.id",
                    "model-" + topic,
                    "isolation.level",
                    isolation,
                    "enable.auto.commit",
                    "false",
                    "auto.offset.reset",
                    "earliest",
                    "max.poll.records",
                    "1");
            try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
                consumer.subscribe(List.of(topic));
                while (!stopped.getAsBoolean()) {
                    for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                        practice.take(event(record));
                        consumer.commitSync();
                    }
                }
            }
        });
    }

    private static JsonNode event(ConsumerRecord<String, String> record) throws IOException {
        ObjectNode event = JSON.createObjectNode();
        record.headers()
                .forEach(header -> event.put(
                        header.key().replaceFirst("^ce_", ""), new String(header.value(), StandardCharsets.UTF_8)));
        event.set("data", JSON.readTree(record.value()));
        return event;
    }

    private void begin() {
        stopped = false;
        thread = Thread.ofVirtual().start(() -> {
            while (!stopped) {
                try {
                    loop.run(() -> stopped);
                } catch (IOException notReached) {
                    // comes again
                } catch (InterruptedException ended) {
                    return;
                }
            }
        });
    }

    @Override
    public void restart() throws InterruptedException {
        stopped = true;
        thread.join();
        begin();
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
    }
}
