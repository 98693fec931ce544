package dev.scanrelay.bench;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Tells of an order in a Kafka transaction of its own. */
final class FloorEvents {

    private final KafkaProducer<String, byte[]> producer;

    FloorEvents(String broker) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker, "transactional.id", "bench-floor", "linger.ms", "0"),
                new StringSerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    /** One after the other: a producer has one transaction at a time. */
    synchronized void announce(String key, byte[] event) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(LatencyFloor.EVENTS, key, event));
        producer.commitTransaction();
    }
}
