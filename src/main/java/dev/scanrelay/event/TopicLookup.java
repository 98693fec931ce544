package dev.scanrelay.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the broker for a topic; unlike a producer's first record this neither makes it nor waits for it. */
@ApplicationScoped
class TopicLookup {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final KafkaClients clients;

    TopicLookup(KafkaClients clients) {
        this.clients = clients;
    }

    Republications.Topic look(String topic) {
        try (Admin admin = clients.admin(PATIENCE)) {
            admin.describeTopics(List.of(topic)).allTopicNames().get();
            return Republications.Topic.THERE;
        } catch (ExecutionException brokerSays) {
            return switch (brokerSays.getCause()) {
                case UnknownTopicOrPartitionException none -> Republications.Topic.MISSING;
                case InvalidTopicException cannotBe -> Republications.Topic.MISSING;
                case AuthorizationException denied -> Republications.Topic.DENIED;
                case null, default -> Republications.Topic.UNKNOWN;
            };
        } catch (InterruptedException toldToEnd) {
            Thread.currentThread().interrupt();
            return Republications.Topic.UNKNOWN;
        }
    }
}
