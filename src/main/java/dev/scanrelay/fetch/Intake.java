package dev.scanrelay.fetch;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.ingress.Notification;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
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

    Intake(ObjectMapper json, Wanting wanting, Persistence persistence, Fetch fetch, FetchMetrics metrics) {
        this.json = json;
        this.wanting = wanting;
        this.persistence = persistence;
        this.fetch = fetch;
        this.metrics = metrics;
    }

    @Incoming("scan-notifications-in")
    @Blocking
    void take(ConsumerRecords<String, byte[]> batch) throws InterruptedException {
        List<Notification> notifications = StreamSupport.stream(batch.spliterator(), false)
                .map(this::read)
                .flatMap(Optional::stream)
                .toList();
        persistence.until(() -> wanting.want(notifications));
        fetch.wake();
    }

    private Optional<Notification> read(ConsumerRecord<String, byte[]> entry) {
        try {
            return Optional.of(json.readValue(Objects.requireNonNull(entry.value()), Notification.class));
        } catch (IOException | RuntimeException unreadable) {
            metrics.notification(Taken.POISON);
            LOG.errorf(
                    "Record is no notification, passed over partition=%d offset=%d problem=%s",
                    entry.partition(), entry.offset(), unreadable.getClass().getSimpleName());
            return Optional.empty();
        }
    }
}
