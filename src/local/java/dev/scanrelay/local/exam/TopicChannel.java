package dev.scanrelay.local.exam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes to a topic of a real broker as ScanRelay does: CloudEvents in binary mode, by transactions, the key's hash names the partition. */
final class TopicChannel implements Channel {

    private static final int PARTITIONS = 3;
    private static final int WAIT_MILLIS = 15_000;

    private final String topic;
    private final KafkaProducer<String, byte[]> producer;
    private final int lanes;

    private TopicChannel(String topic, Map<String, Object> settings) {
        this.topic = topic;
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
            lanes = producer.partitionsFor(topic).size();
        } catch (KafkaException unable) {
            close();
            throw unable;
        }
    }

    /** Makes the topic if need be. An {@link IllegalArgumentException} says why it can't be written to. */
    static TopicChannel open(String bootstrap, String topic, Properties more) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "bootstrap.servers",
                bootstrap,
                "request.timeout.ms",
                WAIT_MILLIS,
                "default.api.timeout.ms",
                WAIT_MILLIS));
        more.forEach((name, value) -> settings.put(name.toString(), value));
        try {
            make(topic, settings);
            settings.putAll(Map.of(
                    "transactional.id",
                    "scanrelay-exam-" + UUID.randomUUID(),
                    "acks",
                    "all",
                    "max.block.ms",
                    WAIT_MILLIS,
                    "delivery.timeout.ms",
                    2 * WAIT_MILLIS));
            return new TopicChannel(topic, settings);
        } catch (KafkaException unable) {
            throw new IllegalArgumentException(
                    "The topic can't be written to (" + unable.getMessage()
                            + "). The exam needs Describe and Write on it, and on transactional ids that begin with scanrelay-exam-.",
                    unable);
        }
    }

    private static void make(String topic, Map<String, Object> settings) {
        try (var admin = Admin.create(settings)) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty())))
                    .all()
                    .get();
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw new KafkaException(why(failed.getCause()), failed.getCause());
            }
        } catch (InterruptedException toldToEnd) {
            Thread.currentThread().interrupt();
            throw new KafkaException(toldToEnd);
        }
    }

    private static String why(Throwable failure) {
        return failure instanceof TimeoutException
                ? "no broker answers there, or not with these settings"
                : "it is not there and can't be made: " + failure.getMessage();
    }

    @Override
    public Way way() {
        return Way.TOPIC;
    }

    @Override
    public void tell(ObjectNode event) {
        begin(event);
        producer.commitTransaction();
    }

    /** In a transaction that is taken back: who reads read_committed never sees it. */
    void tellInVain(ObjectNode event) {
        begin(event);
        producer.abortTransaction();
    }

    private void begin(ObjectNode event) {
        producer.beginTransaction();
        producer.send(TopicRecords.of(event, topic, lanes));
        producer.flush(); // it is on the broker, committed or not
    }

    @Override
    public int lanes() {
        return lanes;
    }

    @Override
    public int lane(String key) {
        return TopicRecords.partition(key, lanes);
    }

    @Override
    public void close() {
        producer.close();
    }
}
