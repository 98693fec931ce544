package dev.scanrelay.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command permits, asked of a broker that permits nothing else. */
@Tag("slow")
class PartnerAccessTest {

    private static final String ACME = "orders.acme.v1";
    private static final String WEST = "orders.acme-west.v1";
    private static final String ALL = "orders.v1";

    @TempDir
    static Path data;

    private static GuardedKafka kafka;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void start() throws Exception {
        kafka = GuardedKafka.start(data);
        try (Admin admin = operator()) {
            admin.createTopics(List.of(new NewTopic(ALL, 1, (short) 1))).all().get();
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void aPartnersPrincipalReadsItsOwnTopicAndNothingElse() throws Exception {
        grant("acme", "User:acme");
        grant("acme-west", "User:west");
        for (String topic : List.of(ACME, WEST, ALL)) {
            send(topic, "of " + topic);
        }

        assertThat(read("acme", ACME, "acme.import")).containsExactly("of " + ACME);
        assertThat(read("west", WEST, "acme-west.import")).containsExactly("of " + WEST);
        for (String foreign : List.of(WEST, ALL)) {
            assertThatThrownBy(() -> read("acme", foreign, "acme.import"))
                    .as(foreign)
                    .isInstanceOf(TopicAuthorizationException.class);
        }
        for (String foreign : List.of("acme-west.import", "acme-west", "acme", "import")) {
            assertThatThrownBy(() -> read("acme", ACME, foreign))
                    .as(foreign)
                    .isInstanceOf(GroupAuthorizationException.class);
        }
        assertThatThrownBy(() -> sendAs("acme", ACME, "forged")).hasCauseInstanceOf(TopicAuthorizationException.class);
        try (Admin admin = Admin.create(kafka.as("acme"))) {
            assertThat(admin.listTopics().names().get()).containsExactly(ACME);
        }
    }

    @Test
    void doesNothingTwiceAndTouchesNothingOfOthers() throws Exception {
        grant("acme", "User:acme");
        grant("acme-west", "User:west");
        Collection<AclBinding> before = acls();

        grant("acme", "User:acme");

        assertThat(printed()).hasSize(4).allMatch(line -> line.startsWith("there: "));
        assertThat(acls()).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void aDryRunMakesNothing() throws Exception {
        Collection<AclBinding> before = acls();

        assertThat(run("operator", "--partner", "beta", "--principal", "User:beta", "--dry-run"))
                .isZero();

        assertThat(printed())
                .containsExactly(
                        "would make: topic orders.beta.v1",
                        "would make: User:beta may read topic orders.beta.v1",
                        "would make: User:beta may describe topic orders.beta.v1",
                        "would make: User:beta may read group beta.*");
        assertThat(acls()).containsExactlyInAnyOrderElementsOf(before);
        try (Admin admin = operator()) {
            assertThat(admin.listTopics().names().get()).doesNotContain("orders.beta.v1");
        }
    }

    @Test
    void saysThatItsOwnPrincipalMayNot() {
        assertThat(run("acme", "--partner", "beta", "--principal", "User:beta")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).startsWith("This principal may not");
    }

    @Test
    void saysThatTheSignInWasRefused() {
        assertThat(run("nobody", "--partner", "beta")).isEqualTo(1);
        assertThat(err.toString(UTF_8)).startsWith("Kafka refused the sign-in");
    }

    private void grant(String partner, String principal) throws Exception {
        out.reset();
        assertThat(run(GuardedKafka.OPERATOR, "--partner", partner, "--principal", principal))
                .as(err.toString(UTF_8))
                .isZero();
        // The controller has it; the broker hears of it a moment later.
        await().atMost(ofSeconds(20))
                .until(() -> acls().stream()
                                .filter(binding -> binding.entry().principal().equals(principal))
                                .count()
                        == 3);
    }

    private int run(String user, String... arguments) {
        Map<String, String> settings = new HashMap<>();
        kafka.as(user).forEach((name, value) -> settings.put("kafka." + name, value.toString()));
        settings.put("scanrelay.topics.partner", "orders.{partner}.v1");
        settings.put("scanrelay.topics.partitions", "1");
        settings.put("scanrelay.topics.replication", "1");
        return TopicsCommand.run(
                List.of(arguments),
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(settings, "test", 500))
                        .build(),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
    }

    private List<String> printed() {
        return out.toString(UTF_8).lines().toList();
    }

    private static List<String> read(String user, String topic, String group) {
        Map<String, Object> settings = new HashMap<>(kafka.as(user));
        settings.put("group.id", group);
        settings.put("auto.offset.reset", "earliest");
        settings.put("isolation.level", "read_committed");
        List<String> read = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            await().atMost(ofSeconds(30)).pollInSameThread().until(() -> {
                consumer.poll(ofSeconds(1)).forEach(each -> read.add(each.value()));
                return !read.isEmpty();
            });
            consumer.commitSync();
        }
        return read;
    }

    private static void send(String topic, String value) throws Exception {
        sendAs(GuardedKafka.OPERATOR, topic, value);
    }

    private static void sendAs(String user, String topic, String value) throws Exception {
        Map<String, Object> settings = new HashMap<>(kafka.as(user));
        settings.put("enable.idempotence", false); // else it would be asked for a permission at the cluster first
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    private static Collection<AclBinding> acls() throws Exception {
        try (Admin admin = operator()) {
            return admin.describeAcls(AclBindingFilter.ANY).values().get();
        }
    }

    private static Admin operator() {
        return Admin.create(kafka.as(GuardedKafka.OPERATOR));
    }
}
