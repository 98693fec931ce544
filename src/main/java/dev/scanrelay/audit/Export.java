package dev.scanrelay.audit;

import dev.scanrelay.event.TopicSettings;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Takes heads out of the database's reach. The client is made with the first head: most processes never chain. */
@Singleton
final class Export {

    private static final int PATIENCE_MS = 10_000;

    private final TopicSettings topics;
    private final Map<String, Object> kafka;
    private @Nullable Producer<String, String> producer;

    Export(TopicSettings topics, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.topics = topics;
        this.kafka = kafka;
    }

    /** Returns once the broker has it. */
    void send(Head head) throws ExecutionException, InterruptedException {
        producer().send(new ProducerRecord<>(topics.auditHeads(), head.json())).get();
    }

    @PreDestroy
    synchronized void close() {
        Optional.ofNullable(producer).ifPresent(open -> open.close(Duration.ofSeconds(1)));
    }

    private synchronized Producer<String, String> producer() {
        Producer<String, String> open = Optional.ofNullable(producer).orElseGet(this::connect);
        producer = open;
        return open;
    }

    private Producer<String, String> connect() {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS / 2);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }
}
