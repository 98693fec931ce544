package dev.scanrelay.fetch;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.ingress.Notification;
import dev.scanrelay.trace.TraceParent;
import dev.scanrelay.trace.Tracing;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Takes notifications in: each raises what is wanted of its order. A batch is acknowledged when all of it is in the database;
 * while the database is out it waits here, and Kafka keeps what follows. What is no notification is counted and passed over, or
 * it would stand in the way for ever.
 */
@ApplicationScoped
class Intake {

    private static final Logger LOG = Logger.getLogger(Intake.class);

    private final ObjectMapper json;
    private final Wanting wanting;
    private final Persistence persistence;
    private final Fetch fetch;
    private final FetchMetrics metrics;
    private final Tracing tracing;

    Intake(
            ObjectMapper json,
            Wanting wanting,
            Persistence persistence,
            Fetch fetch,
            FetchMetrics metrics,
            Tracing tracing) {
        this.json = json;
        this.wanting = wanting;
        this.persistence = persistence;
        this.fetch = fetch;
        this.metrics = metrics;
        this.tracing = tracing;
    }

    @Incoming("scan-notifications-in")
    @Blocking
    void take(ConsumerRecords<String, byte[]> batch) throws InterruptedException {
        List<Received> received = StreamSupport.stream(batch.spliterator(), false)
                .map(this::read)
                .flatMap(Optional::stream)
                .toList();
        try {
            persistence.until(() -> wanting.want(received));
        } finally {
            received.forEach(one -> one.step().close());
        }
        fetch.wake();
    }

    private Optional<Received> read(ConsumerRecord<String, byte[]> entry) {
        try {
            Notification notification = json.readValue(Objects.requireNonNull(entry.value()), Notification.class);
            return Optional.of(new Received(notification, tracing.receiving(entry.topic(), trace(entry))));
        } catch (IOException | RuntimeException unreadable) {
            metrics.notification(Taken.POISON);
            LOG.errorf(
                    "Record is no notification, passed over partition=%d offset=%d problem=%s",
                    entry.partition(), entry.offset(), unreadable.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private static Optional<TraceParent> trace(ConsumerRecord<String, byte[]> entry) {
        return Optional.ofNullable(entry.headers().lastHeader(TraceParent.HEADER))
                .map(Header::value)
                .flatMap(value -> TraceParent.read(new String(value, StandardCharsets.US_ASCII)));
    }
}
