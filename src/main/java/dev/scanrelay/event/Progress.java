package dev.scanrelay.event;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * What the relay remembers at the broker: the id of the last batch, written in that batch's own transaction. Only its last
 * record counts, so the topic is compacted and read from near its end.
 */
final class Progress {

    private static final Duration STEP = Duration.ofMillis(100);
    private static final long TAIL = 200; // offsets; a record takes two with its transaction marker

    private final KafkaClients clients;
    private final String topic;
    private final String key;
    private final Duration timeout;

    Progress(KafkaClients clients, String topic, RelaySettings settings) {
        this.clients = clients;
        this.topic = topic;
        this.key = settings.transactionalId();
        this.timeout = settings.brokerTimeout();
    }

    ProducerRecord<String, byte[]> record(UUID batch) {
        return new ProducerRecord<>(topic, 0, key, batch.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The last batch that was committed. Asked after {@code initTransactions}, so nothing of ours is still undecided. */
    Optional<UUID> lastCommitted() {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (Consumer<String, String> consumer = clients.consumer(timeout)) {
            consumer.assign(List.of(partition));
            long begin = offset(consumer.beginningOffsets(List.of(partition)), partition);
            long end = offset(consumer.endOffsets(List.of(partition)), partition);
            long near = Math.max(begin, end - TAIL);
            Optional<UUID> found = last(consumer, partition, near, end);
            return found.isPresent() || near == begin ? found : last(consumer, partition, begin, end);
        }
    }

    private Optional<UUID> last(Consumer<String, String> consumer, TopicPartition partition, long from, long end) {
        Optional<UUID> last = Optional.empty();
        consumer.seek(partition, from);
        long reached = from;
        long deadline = System.nanoTime() + timeout.toNanos();
        while (reached < end) {
            for (ConsumerRecord<String, String> found : consumer.poll(STEP)) {
                last = key.equals(found.key()) ? Optional.of(UUID.fromString(found.value())) : last;
            }
            long position = consumer.position(partition);
            deadline = position > reached ? System.nanoTime() + timeout.toNanos() : deadline;
            reached = position;
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("the progress topic was not read to its end");
            }
        }
        return last;
    }

    private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return Optional.ofNullable(offsets.get(partition)).orElse(0L);
    }
}
