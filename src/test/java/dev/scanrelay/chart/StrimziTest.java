package dev.scanrelay.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.event.TopicSettings;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Topics and permissions are those that the service uses. */
class StrimziTest {

    @Test
    void thereIsATopicForEachThatTheServiceNames() {
        assertThat(topics("full").keySet()).containsExactlyInAnyOrderElementsOf(namedByTheService());
        assertThat(topics("strimzi").keySet()).contains("orders.acme.v1");
    }

    @Test
    void thePageSaysHowToMakeEachByHand() throws IOException {
        assertThat(Files.readString(Chart.FOLDER.resolve("README.md")))
                .contains(namedByTheService().stream()
                        .map(topic -> "\ntopic " + topic + " --partitions ")
                        .toList());
    }

    /** The defaults of the settings that name one. */
    private static List<String> namedByTheService() {
        return Stream.of(TopicSettings.class.getDeclaredMethods())
                .filter(method -> method.getReturnType().equals(String.class))
                .map(StrimziTest::fallback)
                .toList();
    }

    private static String fallback(Method setting) {
        return Objects.requireNonNull(setting.getAnnotation(WithDefault.class)).value();
    }

    @Test
    void topicsLoseNothingThatWasAcknowledged() {
        assertThat(topics("full").values()).allSatisfy(topic -> {
            assertThat(topic.at("spec", "replicas")).contains(3);
            assertThat(topic.map("spec", "config"))
                    .containsEntry("min.insync.replicas", 2)
                    .containsEntry("unclean.leader.election.enable", false);
            assertThat(topic.annotations()).containsEntry("helm.sh/resource-policy", "keep");
            assertThat(topic.labels()).containsEntry("strimzi.io/cluster", "main");
        });
    }

    @Test
    void topicsAreKeptAsTheServiceMakesThem() {
        Map<String, Manifest> topics = topics("full");

        assertThat(topics.get("scanrelay.relay.progress.v1").map("spec", "config"))
                .containsEntry("cleanup.policy", "compact");
        assertThat(topics.get("scanrelay.relay.progress.v1").at("spec", "partitions"))
                .contains(1);
        assertThat(topics.get("scanrelay.audit.heads.v1").map("spec", "config")).containsEntry("retention.ms", -1);
        assertThat(topics.get("scanrelay.audit.heads.v1").at("spec", "partitions"))
                .contains(1);
        assertThat(topics.get("orders.v1").map("spec", "config")).containsEntry("retention.ms", 1_209_600_000);
        assertThat(topics.get("orders.v1").at("spec", "partitions")).contains(12);
    }

    private static Map<String, Manifest> topics(String values) {
        return Chart.rendered(values)
                .all("KafkaTopic")
                .collect(Collectors.toMap(
                        topic -> topic.at("spec", "topicName").orElseThrow().toString(), topic -> topic));
    }

    @Test
    void theUserMayDoWhatTheServiceDoesAndNothingElse() {
        assertThat(permissions("strimzi"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "topic scan.notifications.v1 literal", List.of("Read", "Write", "Describe", "DescribeConfigs"),
                        "topic orders.v1 literal", List.of("Write", "Describe", "DescribeConfigs"),
                        "topic orders. prefix", List.of("Write", "Describe", "DescribeConfigs"),
                        "topic scan.notifications.dlq.v1 literal", List.of("Write", "Describe", "DescribeConfigs"),
                        "topic scanrelay.relay.progress.v1 literal",
                                List.of("Read", "Write", "Describe", "DescribeConfigs"),
                        "topic scanrelay.audit.heads.v1 literal", List.of("Write", "Describe", "DescribeConfigs"),
                        "group scanrelay-fetch literal", List.of("Read", "Describe"),
                        "transactionalId scanrelay-relay literal", List.of("Write", "Describe"),
                        "topic replays.v1 literal", List.of("Write", "Describe")));
    }

    @Test
    void theUserMayMakeTopicsWhereTheServiceMakesThem() {
        assertThat(Chart.with("strimzi", Map.of("kafka.topics.create", true))
                        .one("KafkaUser", "rel-scanrelay")
                        .at("spec", "authorization", "acls", 0, "operations"))
                .contains(List.of("Read", "Write", "Describe", "DescribeConfigs", "Create"));
    }

    private static Map<String, Object> permissions(String values) {
        Manifest user = Chart.rendered(values).all("KafkaUser").findFirst().orElseThrow();
        Map<String, Object> permissions = new TreeMap<>();
        for (Map<String, Object> acl : Manifest.list(user.map("spec", "authorization"), "acls")) {
            Map<String, Object> resource = new Manifest(acl).map("resource");
            permissions.put(
                    resource.get("type") + " " + resource.get("name") + " " + resource.get("patternType"),
                    Objects.requireNonNull(acl.get("operations")));
        }
        return permissions;
    }

    /** Which files of them the service reads, its own tests say. */
    @Test
    void whatStrimziWritesIsMountedWholeWhereTheServiceLooks() {
        assertThat(pod("strimzi").environment())
                .containsEntry("SCANRELAY_KAFKA_SECURITY", "scram-sha-512")
                .containsEntry("SCANRELAY_KAFKA_CA_DIRECTORY", "/etc/scanrelay/kafka/ca")
                .containsEntry("SCANRELAY_KAFKA_USER_DIRECTORY", "/etc/scanrelay/kafka/user");
        assertThat(mounted("strimzi"))
                .containsEntry("/etc/scanrelay/kafka/ca", "main-cluster-ca-cert")
                .containsEntry("/etc/scanrelay/kafka/user", "rel-scanrelay");
        assertThat(Chart.rendered("strimzi").one("KafkaUser", "rel-scanrelay").at("spec", "authentication", "type"))
                .contains("scram-sha-512");

        assertThat(pod("strimzi-mtls").environment()).containsEntry("SCANRELAY_KAFKA_SECURITY", "mtls");
        assertThat(mounted("strimzi-mtls")).containsEntry("/etc/scanrelay/kafka/user", "scanrelay-kafka");
        assertThat(Chart.rendered("strimzi-mtls")
                        .one("KafkaUser", "scanrelay-kafka")
                        .at("spec", "authentication", "type"))
                .contains("tls");
    }

    @Test
    void withoutSecurityNothingOfItIsMounted() {
        assertThat(mounted("minimal")).doesNotContainKeys("/etc/scanrelay/kafka/ca", "/etc/scanrelay/kafka/user");
        assertThat(pod("minimal").environment())
                .containsEntry("SCANRELAY_KAFKA_SECURITY", "plaintext")
                .doesNotContainKeys("SCANRELAY_KAFKA_CA_DIRECTORY", "SCANRELAY_KAFKA_USER_DIRECTORY");
    }

    private static Manifest.Pod pod(String values) {
        return Chart.rendered(values)
                .one("Deployment", "rel-scanrelay-fetch")
                .pod()
                .orElseThrow();
    }

    /** Secrets by where they are mounted. */
    private static Map<String, String> mounted(String values) {
        Map<Object, String> secrets = new HashMap<>();
        for (Map<String, Object> volume : Manifest.list(pod(values).spec(), "volumes")) {
            new Manifest(volume)
                    .at("secret", "secretName")
                    .ifPresent(name -> secrets.put(Objects.requireNonNull(volume.get("name")), name.toString()));
        }
        return Manifest.list(pod(values).service(), "volumeMounts").stream()
                .filter(mount -> secrets.containsKey(mount.get("name")))
                .collect(Collectors.toMap(
                        mount -> Objects.toString(mount.get("mountPath")),
                        mount -> Objects.requireNonNull(secrets.get(mount.get("name")))));
    }
}
