package dev.scanrelay.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.testing.KubernetesMount;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way to sign in, against a real broker, with Secrets as Strimzi writes them and Kubernetes mounts them. */
@Tag("slow")
class KafkaSecurityTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SECRET = "scanrelay.kafka.oauth.client-secret";
    private static final String CLIENT = "scanrelay.kafka.oauth.client-id";

    @TempDir
    static Path folder;

    static SelfSigned server;
    static SelfSigned first;
    static SelfSigned second;
    static SelfSigned stranger;
    static SecuredBroker broker;

    private KubernetesMount ca;
    private KubernetesMount user;

    @BeforeAll
    static void startBroker() throws Exception {
        server = SelfSigned.named("broker", folder);
        first = SelfSigned.named("first", folder);
        second = SelfSigned.named("second", folder);
        stranger = SelfSigned.named("stranger", folder);
        broker = SecuredBroker.start(Files.createDirectory(folder.resolve("log")), server, first, second);
        broker.password("scanrelay", "the password");
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void mount() throws IOException {
        Path mounts = Files.createTempDirectory(folder, "mounts");
        ca = new KubernetesMount(mounts.resolve("ca"));
        user = new KubernetesMount(mounts.resolve("user"));
        Path strimzi = ca.show(Map.of("ca.crt", server.certificate(), "ca.password", "not for us"));
        Files.write(strimzi.resolve("ca.p12"), new byte[] {0x30, (byte) 0x82, (byte) 0xff});
    }

    @AfterEach
    void forget() {
        System.clearProperty(SECRET);
        System.clearProperty(CLIENT);
    }

    @Test
    void writesAndReadsByCertificate() throws Exception {
        user.show(strimzi(first));

        writesAndReads(Security.MTLS);
    }

    @Test
    void writesAndReadsByPassword() throws Exception {
        user.show(strimzi("scanrelay", "the password"));

        writesAndReads(Security.SCRAM_SHA_512);
    }

    @Test
    void writesAndReadsByTokenAndAsksForEachWithTheSecretOfThatTime() throws Exception {
        try (Issuer issuer = new Issuer("old")) {
            System.setProperty(CLIENT, "scanrelay");
            System.setProperty(SECRET, "old");
            String endpoint = issuer.endpoint();
            writesAndReads(Security.OAUTH, endpoint);

            issuer.expect("new");
            System.setProperty(SECRET, "wrong");
            assertThat(KafkaAccess.tried(properties(Security.OAUTH, endpoint))).isEqualTo(KafkaAccess.State.REFUSED);
            System.setProperty(SECRET, "new");
            assertThat(KafkaAccess.tried(properties(Security.OAUTH, endpoint))).isEqualTo(KafkaAccess.State.ACCEPTED);
        }
    }

    @Test
    void trustsTheMountedAuthorityAndNoOther() throws Exception {
        assertThat(KafkaAccess.tried(properties(Security.TLS))).isEqualTo(KafkaAccess.State.ACCEPTED);

        ca.show(Map.of("ca.crt", stranger.certificate()));
        assertThat(KafkaAccess.tried(properties(Security.TLS))).isEqualTo(KafkaAccess.State.REFUSED);

        // And while Strimzi exchanges it, both
        ca.show(Map.of("ca.crt", stranger.certificate(), "ca-2026-01-01T00-00-00Z.crt", server.certificate()));
        assertThat(KafkaAccess.tried(properties(Security.TLS))).isEqualTo(KafkaAccess.State.ACCEPTED);
    }

    @Test
    void isToldOfAStrangersCertificateAndOfAWrongPasswordAtOnce() throws Exception {
        user.show(strimzi(stranger));
        assertThat(KafkaAccess.tried(properties(Security.MTLS))).isEqualTo(KafkaAccess.State.REFUSED);

        user.show(strimzi("scanrelay", "wrong"));
        assertThat(KafkaAccess.tried(properties(Security.SCRAM_SHA_512))).isEqualTo(KafkaAccess.State.REFUSED);
    }

    @Test
    void aRunningClientUsesARenewedCertificateFromItsNextConnectionOn() throws Exception {
        user.show(strimzi(first));
        try (Admin admin = impatient(Security.MTLS)) {
            assertThat(isLetIn(admin)).isTrue();

            user.show(strimzi(stranger));
            await().atMost(PATIENCE).until(() -> !isLetIn(admin));

            user.show(strimzi(second));
            await().atMost(PATIENCE).until(() -> isLetIn(admin));
        }
    }

    @Test
    void aRunningClientUsesARenewedPasswordFromItsNextConnectionOn() throws Exception {
        broker.password("rotated", "old");
        user.show(strimzi("rotated", "old"));
        try (Admin admin = impatient(Security.SCRAM_SHA_512)) {
            assertThat(isLetIn(admin)).isTrue();

            broker.password("rotated", "new");
            await().atMost(PATIENCE).until(() -> !isLetIn(admin));

            user.show(strimzi("rotated", "new"));
            await().atMost(PATIENCE).until(() -> isLetIn(admin));
        }
    }

    @Test
    void aRunningClientKeepsItsCertificateWhereTheNewOneIsBroken() throws Exception {
        user.show(strimzi(first));
        try (Admin admin = impatient(Security.MTLS)) {
            assertThat(isLetIn(admin)).isTrue();

            user.show(Map.of("user.crt", "half a certif", "user.key", first.key()));

            assertThat(isLetIn(impatientlyAgain(admin))).isTrue();
        }
    }

    private void writesAndReads(Security security, String... tokens) throws Exception {
        String topic = "as-" + security.label();
        Map<String, Object> properties = properties(security, tokens);
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "said")).get();
        }
        Map<String, Object> reading = new HashMap<>(properties);
        reading.put(ConsumerConfig.GROUP_ID_CONFIG, topic);
        reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        try (var consumer = new KafkaConsumer<>(reading, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(java.util.List.of(topic));
            await().atMost(PATIENCE)
                    .until(() -> consumer.poll(Duration.ofMillis(200)).count() == 1);
        }
    }

    private Admin impatient(Security security) {
        Map<String, Object> properties = properties(security);
        properties.put("connections.max.idle.ms", "100");
        properties.put("default.api.timeout.ms", "5000");
        properties.put("request.timeout.ms", "5000");
        return Admin.create(properties);
    }

    /** Once its connection was idle for too long and is made anew. */
    private static Admin impatientlyAgain(Admin admin) {
        await().pollDelay(Duration.ofMillis(500)).until(() -> true);
        return admin;
    }

    private static boolean isLetIn(Admin admin) throws InterruptedException {
        try {
            admin.describeCluster().nodes().get();
            return true;
        } catch (ExecutionException refused) {
            return false;
        }
    }

    private Map<String, Object> properties(Security security, String... tokens) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "scanrelay.kafka.security", security.label(),
                "scanrelay.kafka.ca-directory", ca.directory().toString(),
                "scanrelay.kafka.user-directory", user.directory().toString()));
        for (String endpoint : tokens) {
            settings.put("scanrelay.kafka.oauth.token-endpoint", endpoint);
        }
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 300))
                .withSources(new KafkaDefaults())
                .build();
        Map<String, Object> properties = new HashMap<>();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith("kafka.")) {
                properties.put(name.substring("kafka.".length()), config.getValue(name, String.class));
            }
        }
        properties.put("bootstrap.servers", broker.bootstrap(security));
        return properties;
    }

    private static Map<String, String> strimzi(SelfSigned user) {
        return Map.of(
                "user.crt", user.certificate(),
                "user.key", user.key(),
                "user.password", "not for us");
    }

    private static Map<String, String> strimzi(String name, String password) {
        return Map.of(
                "password",
                password,
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(name, password));
    }
}
