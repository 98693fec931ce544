package dev.scanrelay.testing;

import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** Puts records on the topic of notifications past the ingress. */
public final class Notifications {

    private Notifications() {}

    /** As the ingress writes it, under the partner's key of generation 1. */
    public static void put(long account, String rxId) {
        put(account + "/" + rxId, """
                {"notificationId":"%s","partner":"default","account":"%d","rxId":"%s",
                 "receivedAt":"2026-03-02T09:14:05Z","keyGeneration":1,"via":"partner-key"}""".formatted(UUID.randomUUID(), account, rxId));
    }

    public static void put(String key, String value) {
        String servers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>("scan.notifications.v1", key, value));
        }
    }
}
