package dev.scanrelay.event;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;

/** Creates the topics at start where that is wanted; otherwise says which are missing. */
@ApplicationScoped
class TopicService {

    private static final Logger LOG = Logger.getLogger(TopicService.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String FOR_EVER = "-1";
    private static final int BEFORE_THE_CONSUMERS = 500;

    private final TopicSettings settings;
    private final Topics topics;
    private final KafkaClients clients;

    TopicService(TopicSettings settings, Topics topics, KafkaClients clients) {
        this.settings = settings;
        this.topics = topics;
        this.clients = clients;
    }

    void onStart(@Observes @Priority(BEFORE_THE_CONSUMERS) StartupEvent started) {
        if (settings.create()) {
            provide();
            Thread.ofVirtual().name("topics").start(this::judge);
        } else {
            Thread.ofVirtual().name("topics").start(() -> {
                provide();
                judge();
            });
        }
    }

    private void judge() {
        try (Admin admin = clients.admin(PATIENCE)) {
            Set<String> existing = admin.listTopics().names().get();
            Durability.check(
                    admin,
                    existing.stream()
                            .filter(topic -> named().contains(topic)
                                    || topics.owner(topic).isPresent())
                            .toList());
        } catch (ExecutionException brokerSays) {
            LOG.warnf("Whether Kafka may lose records was not checked cause=%s", brokerSays.getCause());
        } catch (InterruptedException toldToEnd) {
            Thread.currentThread().interrupt();
        }
    }

    private Set<String> named() {
        return Set.of(
                settings.notifications(),
                settings.orders(),
                settings.deadLetters(),
                settings.progress(),
                settings.auditHeads());
    }

    private void provide() {
        try (Admin admin = clients.admin(PATIENCE)) {
            List<NewTopic> missing = missing(admin);
            if (settings.create() && !missing.isEmpty()) {
                create(admin, missing);
            }
            missing.forEach(this::tell);
        } catch (ExecutionException brokerSays) {
            LOG.warnf("Topics were not checked cause=%s", brokerSays.getCause());
        } catch (InterruptedException toldToEnd) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes a partner's topic; false if the broker does not. */
    boolean make(String topic) {
        try (Admin admin = clients.admin(PATIENCE)) {
            NewTopic wanted = new NewTopic(topic, settings.partitions(), settings.replication());
            create(admin, List.of(wanted));
            tell(wanted);
            return true;
        } catch (ExecutionException brokerSays) {
            LOG.warnf("Topic not created topic=%s cause=%s", topic, brokerSays.getCause());
            return false;
        } catch (InterruptedException toldToEnd) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void create(Admin admin, List<NewTopic> missing) throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(missing).all().get();
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) { // another process was faster
                throw failed;
            }
        }
    }

    private void tell(NewTopic topic) {
        if (settings.create()) {
            LOG.infof("Topic created topic=%s partitions=%d", topic.name(), topic.numPartitions());
        } else {
            LOG.errorf(
                    "Topic missing topic=%s: create it, or set scanrelay.topics.create=true to have it created",
                    topic.name());
        }
    }

    private List<NewTopic> missing(Admin admin) throws ExecutionException, InterruptedException {
        Set<String> existing = admin.listTopics().names().get();
        return Stream.of(
                        new NewTopic(settings.notifications(), settings.partitions(), settings.replication()),
                        new NewTopic(settings.orders(), settings.partitions(), settings.replication()),
                        new NewTopic(settings.deadLetters(), 1, settings.replication()),
                        new NewTopic(settings.progress(), 1, settings.replication())
                                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)),
                        new NewTopic(settings.auditHeads(), 1, settings.replication())
                                .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, FOR_EVER)))
                .filter(topic -> !existing.contains(topic.name()))
                .toList();
    }
}
