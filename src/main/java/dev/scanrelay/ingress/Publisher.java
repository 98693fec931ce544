package dev.scanrelay.ingress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.scanrelay.trace.Step;
import dev.scanrelay.trace.TraceParent;
import dev.scanrelay.trace.Tracing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The one producer of notifications. It may be called on an event loop: {@code max.block.ms=0} makes send fail at once where it
 * would wait, for metadata or for memory, and metadata is kept warm by {@link #seesTheTopic}. See docs/adr/0060.
 */
final class Publisher implements AutoCloseable {

    private static final Duration CLOSING = Duration.ofSeconds(1);
    private static final Duration FOR_EVER = Duration.ofDays(3650);

    private final KafkaProducer<String, String> producer;
    private final ObjectWriter writer;
    private final String topic;
    private final Outage outage;
    private final Tracing tracing;

    Publisher(
            String topic,
            Map<String, Object> broker,
            IngressSettings settings,
            ObjectMapper mapper,
            Outage outage,
            Tracing tracing) {
        this.topic = topic;
        this.outage = outage;
        this.tracing = tracing;
        this.producer =
                new KafkaProducer<>(configuration(broker, settings), new StringSerializer(), new StringSerializer());
        this.writer = mapper.writerFor(Notification.class);
    }

    Outgoing outgoing(Notification notification, Optional<TraceParent> trace) {
        try {
            return new Outgoing(notification.key(), writer.writeValueAsString(notification), trace);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a notification is always writable", broken);
        }
    }

    /**
     * Sends and returns at once.
     *
     * @param then called once, on the caller's thread or the producer's, with whether Kafka has acknowledged
     */
    void publish(Outgoing entry, Consumer<Boolean> then) {
        Step sending = tracing.sending(topic, entry.trace());
        try {
            var unused = producer.send( // the callback tells
                    record(entry, sending), (acknowledged, failure) -> ended(sending, failure, then));
        } catch (KafkaException | IllegalStateException refused) { // closed, or beyond repair
            ended(sending, refused, then);
        }
    }

    /** Asks for the topic's metadata without waiting for it; true once it is known. */
    boolean seesTheTopic() {
        try {
            return !producer.partitionsFor(topic).isEmpty();
        } catch (KafkaException | IllegalStateException notYet) {
            return false;
        }
    }

    private ProducerRecord<String, String> record(Outgoing entry, Step sending) {
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, entry.key(), entry.value());
        sending.here()
                .ifPresent(trace ->
                        record.headers().add(TraceParent.HEADER, trace.value().getBytes(StandardCharsets.US_ASCII)));
        return record;
    }

    private void ended(Step sending, @Nullable Exception failure, Consumer<Boolean> then) {
        boolean acknowledged = note(failure);
        if (!acknowledged) {
            sending.failed("unacknowledged");
        }
        sending.close();
        then.accept(acknowledged);
    }

    private boolean note(@Nullable Exception failure) {
        if (failure == null) {
            outage.acknowledged();
            return true;
        }
        outage.unacknowledged(failure.getClass().getSimpleName());
        return false;
    }

    private static Map<String, Object> configuration(Map<String, Object> broker, IngressSettings settings) {
        Map<String, Object> configuration = new HashMap<>(broker);
        String inTime = Long.toString(settings.ackTimeout().toMillis());
        configuration.putAll(Map.of(
                ProducerConfig.CLIENT_ID_CONFIG, "scanrelay-ingress",
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true",
                ProducerConfig.LINGER_MS_CONFIG, "0",
                ProducerConfig.MAX_BLOCK_MS_CONFIG, "0",
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, inTime,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, inTime,
                ProducerConfig.BUFFER_MEMORY_CONFIG, settings.buffer().asLongValue(),
                ProducerConfig.METADATA_MAX_IDLE_CONFIG, FOR_EVER.toMillis()));
        configuration.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, "50");
        configuration.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "500");
        configuration.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, "1000");
        return configuration;
    }

    @Override
    public void close() {
        producer.close(CLOSING);
    }
}
