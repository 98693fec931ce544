package dev.scanrelay.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Notes when the first committed event of each RX arrives at a reader. */
final class Arrivals implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, String> consumer;
    private final Map<String, Long> byRxId = new HashMap<>();
    private final Thread reader;
    private volatile boolean ended;

    /** The topic has to be there. From here on nothing is missed. */
    Arrivals(String bootstrapServers, String topic) {
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        this.reader = Thread.ofPlatform().daemon().name("arrivals").start(this::read);
    }

    /** When each arrived, by {@link System#nanoTime()}. */
    synchronized Map<String, Long> await(Collection<String> rxIds, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (!byRxId.keySet().containsAll(rxIds)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new IllegalStateException(
                        rxIds.stream().filter(rxId -> !byRxId.containsKey(rxId)).count() + " of " + rxIds.size()
                                + " events did not arrive within " + longest);
            }
            wait(left);
        }
        return Map.copyOf(byRxId);
    }

    /** The moments of these, in ascending order, by {@link System#nanoTime()}. */
    List<Long> moments(Collection<String> rxIds, Duration longest) throws InterruptedException {
        Map<String, Long> all = await(rxIds, longest);
        return rxIds.stream().map(all::get).sorted().toList();
    }

    private void read() {
        while (!ended) {
            for (ConsumerRecord<String, String> event : consumer.poll(POLL)) {
                note(rxId(event.value()), System.nanoTime());
            }
        }
        consumer.close();
    }

    private synchronized void note(String rxId, long now) {
        byRxId.putIfAbsent(rxId, now);
        notifyAll();
    }

    private static String rxId(String event) {
        try {
            return JSON.readTree(event).path("rxId").asText();
        } catch (JsonProcessingException notAnEvent) {
            throw new IllegalStateException(notAnEvent);
        }
    }

    @Override
    public void close() {
        ended = true;
        try {
            reader.join(Duration.ofSeconds(5));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
