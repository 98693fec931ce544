package dev.scanrelay.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jboss.logging.Logger;

/** Says at start where the broker may lose what it has acknowledged: we answer 202 and announce on its word. */
final class Durability {

    private static final Logger LOG = Logger.getLogger(Durability.class);

    /** How a topic keeps what it has acknowledged. */
    record Kept(String topic, int replicas, int inSync, boolean uncleanElection) {}

    private Durability() {}

    static void check(Admin admin, Collection<String> topics) throws ExecutionException, InterruptedException {
        warnings(kept(admin, topics)).forEach(LOG::warn);
    }

    /** One line for each kind of loss. */
    static List<String> warnings(List<Kept> topics) {
        List<String> lines = new ArrayList<>();
        say(
                lines,
                topics,
                topic -> topic.replicas() == 1,
                "replication factor 1: acknowledged records are lost with one broker's disk, and nothing is taken while it is out."
                        + " Give them 3 replicas");
        say(
                lines,
                topics,
                topic -> topic.replicas() > 1 && topic.inSync() == 1,
                "min.insync.replicas 1: a record that one broker alone has is acknowledged, and lost with it. Set it to 2");
        say(
                lines,
                topics,
                topic -> topic.replicas() > 1 && topic.inSync() == topic.replicas(),
                "min.insync.replicas as high as the replication factor: nothing is taken while one broker is out. Set it one lower");
        say(
                lines,
                topics,
                topic -> topic.inSync() > topic.replicas(),
                "min.insync.replicas above the replication factor: nothing is ever taken. Set it one lower than the replicas");
        say(
                lines,
                topics,
                Kept::uncleanElection,
                "unclean.leader.election.enable is true: a replica that lags may lead, and what it lacks is lost. Set it to false");
        return lines;
    }

    private static void say(List<String> lines, List<Kept> topics, Predicate<Kept> loses, String words) {
        String names = topics.stream().filter(loses).map(Kept::topic).sorted().collect(Collectors.joining(","));
        if (!names.isEmpty()) {
            lines.add("Kafka may lose records topics=" + names + " " + words);
        }
    }

    private static List<Kept> kept(Admin admin, Collection<String> topics)
            throws ExecutionException, InterruptedException {
        var described = admin.describeTopics(topics).allTopicNames().get();
        var configs = new TreeMap<String, Config>();
        admin.describeConfigs(topics.stream()
                        .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                        .toList())
                .all()
                .get()
                .forEach((resource, config) -> configs.put(resource.name(), config));
        return described.values().stream()
                .map(topic -> kept(topic, Objects.requireNonNull(configs.get(topic.name()))))
                .toList();
    }

    private static Kept kept(TopicDescription topic, Config config) {
        int replicas = topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        return new Kept(
                topic.name(),
                replicas,
                value(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)
                        .map(Integer::parseInt)
                        .orElse(Math.max(1, replicas - 1)),
                value(config, TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG)
                        .map(Boolean::parseBoolean)
                        .orElse(false));
    }

    /** None: a broker of another make that does not tell, of which nothing is said then. */
    private static Optional<String> value(Config config, String name) {
        return Optional.ofNullable(config.get(name)).map(ConfigEntry::value);
    }
}
