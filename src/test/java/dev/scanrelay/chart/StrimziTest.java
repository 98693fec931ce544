package dev.scanrelay.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.event.TopicSettings;
import io.smallrye.config.WithDefault;
import java.lang.reflect.Method;
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

    @Test
    void whatStrimziWritesIsWhereTheServiceLooks() {
        Manifest.Pod scram = pod("strimzi");
        assertThat(scram.environment())
                .containsEntry("KAFKA_SECURITY_PROTOCOL", "SASL_SSL")
                .containsEntry("KAFKA_SASL_MECHANISM", "SCRAM-SHA-512")
                .containsEntry("KAFKA_SSL_TRUSTSTORE_TYPE", "PKCS12")
                .containsEntry("KAFKA_SSL_TRUSTSTORE_LOCATION", "/etc/scanrelay/kafka/ca.p12");
        assertThat(files(scram))
                .contains(
                        "rel-scanrelay sasl.jaas.config -> kafka.sasl.jaas.config",
                        "main-cluster-ca-cert ca.password -> kafka.ssl.truststore.password",
                        "main-cluster-ca-cert ca.p12 -> ca.p12");

        Manifest.Pod certificate = pod("strimzi-mtls");
        assertThat(certificate.environment())
                .containsEntry("KAFKA_SECURITY_PROTOCOL", "SSL")
                .containsEntry("KAFKA_SSL_TRUSTSTORE_TYPE", "PEM")
                .containsEntry("KAFKA_SSL_KEYSTORE_TYPE", "PKCS12")
                .containsEntry("KAFKA_SSL_KEYSTORE_LOCATION", "/etc/scanrelay/kafka/user.p12")
                .doesNotContainKey("KAFKA_SASL_MECHANISM");
        assertThat(files(certificate))
                .contains(
                        "scanrelay-kafka user.p12 -> user.p12",
                        "scanrelay-kafka user.password -> kafka.ssl.keystore.password",
                        "main-cluster-ca-cert ca.crt -> ca.crt");
    }

    private static Manifest.Pod pod(String values) {
        return Chart.rendered(values)
                .one("Deployment", "rel-scanrelay-fetch")
                .pod()
                .orElseThrow();
    }

    private static List<String> files(Manifest.Pod pod) {
        return Manifest.list(pod.spec(), "volumes").stream()
                .flatMap(volume -> Manifest.list(new Manifest(volume).map("projected"), "sources").stream())
                .flatMap(source -> Manifest.list(new Manifest(source).map("secret"), "items").stream()
                        .map(item -> new Manifest(source).map("secret").get("name") + " " + item.get("key") + " -> "
                                + item.get("path")))
                .toList();
    }
}
