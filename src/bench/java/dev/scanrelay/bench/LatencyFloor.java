package dev.scanrelay.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A notification's way to an event by the same calls as the product's, in sequence, a thread for each order, and no more: nothing is
 * checked, leased, retried, resumed or limited.
 */
public final class LatencyFloor {

    static final String NOTIFICATIONS = "bench.notifications";
    static final String EVENTS = "bench.orders";
    static final String READY = "floor listens";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final FloorSteps steps;

    private LatencyFloor(String broker, FloorSteps steps) {
        this.steps = steps;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker, "acks", "all", "linger.ms", "0"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker, "group.id", "bench-floor", "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** @param arguments port, broker, partner API, store, access key, secret key, JDBC URL, user, then account=token ... */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        LatencyFloor floor =
                new LatencyFloor(arguments[1], FloorSteps.of(List.of(arguments).subList(1, arguments.length)));
        floor.consumer.subscribe(List.of(NOTIFICATIONS));
        Thread.ofPlatform().name("consumer").start(floor::consume);
        floor.listen(Integer.parseInt(arguments[0]));
        System.out.println(READY);
    }

    private void listen(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange webhook) throws IOException {
        try (webhook) {
            byte[] body = webhook.getRequestBody().readAllBytes();
            producer.send(new ProducerRecord<>(NOTIFICATIONS, body, body)).get();
            webhook.sendResponseHeaders(202, -1);
        } catch (InterruptedException | ExecutionException lost) {
            throw new IllegalStateException(lost);
        }
    }

    private void consume() {
        while (true) {
            for (ConsumerRecord<byte[], byte[]> notification : consumer.poll(Duration.ofMillis(100))) {
                Thread.ofVirtual().start(() -> run(notification.value()));
            }
        }
    }

    private void run(byte[] notification) {
        try {
            JsonNode body = JSON.readTree(notification);
            steps.run(body.path("companyId").asText(), body.path("rxId").asText());
        } catch (Exception broken) {
            broken.printStackTrace(System.out);
        }
    }
}
