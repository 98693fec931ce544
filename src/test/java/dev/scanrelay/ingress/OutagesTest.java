package dev.scanrelay.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.id.PartnerId;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.FragileServices;
import dev.scanrelay.testing.Proxy;
import dev.scanrelay.testing.TraceCollector;
import dev.scanrelay.testing.TraceCollector.Collected;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of notifications while Kafka, the database or both are out. */
@QuarkusTest
@TestProfile(FragileProfile.class)
@Tag("slow")
class OutagesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The client's own time-out: an answer within it is the promise. */
    private static final Duration IN_TIME = Duration.ofSeconds(5);

    /** An account that nobody is paired with: its notifications go no further than the topic. */
    private static final String ACCOUNT = "104233";

    @Inject
    Pairings pairings;

    @Inject
    MeterRegistry meters;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Config config = ConfigProvider.getConfig();
    private static String key = "";

    enum Out {
        GONE(Proxy::hangUp),
        MUTE(Proxy::mute);

        private final Consumer<Proxy> happen;

        Out(Consumer<Proxy> happen) {
            this.happen = happen;
        }

        void befall(Proxy service) {
            happen.accept(service);
        }
    }

    @BeforeEach
    void partnersKey() {
        if (key.isEmpty()) {
            key = pairings.rotateCallbackKey(PartnerId.DEFAULT).key().reveal();
        }
    }

    @AfterEach
    void mend() {
        Stream.of(FragileServices.kafka(), FragileServices.postgres()).forEach(Proxy::pass);
        await().atMost(PATIENCE)
                .until(() -> notify(UUID.randomUUID().toString()).statusCode() == 202);
        await().atMost(PATIENCE).until(() -> spooled() == 0);
    }

    @ParameterizedTest
    @EnumSource
    void keepsNotificationsWhileKafkaIsOutAndBringsThemThereAfterwards(Out kafka) {
        // Given
        kafka.befall(FragileServices.kafka());

        // When
        Set<String> sent = notifyOfMany(200);

        // Then
        assertThat(spooled()).isPositive();
        FragileServices.kafka().pass();
        await().atMost(PATIENCE).until(() -> spooled() == 0);
        assertThat(onTheTopic()).containsAll(sent);
    }

    @ParameterizedTest
    @EnumSource
    void tellsTheSenderToComeAgainWhenBothAreOut(Out both) {
        // Given
        both.befall(FragileServices.kafka());
        both.befall(FragileServices.postgres());

        // When
        List<HttpResponse<String>> answers = many(10).map(this::notify).toList();

        // Then
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("5");
            assertThat(answer.body()).contains("The notification was not stored. Send it again.");
        });
    }

    @ParameterizedTest
    @EnumSource
    void takesNotificationsAndIsReadyWithoutTheDatabase(Out database) throws Exception {
        // Given
        database.befall(FragileServices.postgres());

        // When
        Set<String> sent = notifyOfMany(50);

        // Then
        assertThat(onTheTopic()).containsAll(sent);
        assertThat(send(HttpRequest.newBuilder(base("/q/health/ready"))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void isReadyWithoutKafka() {
        FragileServices.kafka().hangUp();
        notifyOfMany(5);

        assertThat(send(HttpRequest.newBuilder(base("/q/health/ready"))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void bringsAScanFromTheSpoolToTheEvent() {
        // Given
        Flow flow = Flow.with(pairings);
        long account = flow.pairedClinic();
        FragileServices.kafka().hangUp();

        // When
        var scan = flow.sandbox().scan(account);
        await().atMost(PATIENCE).until(() -> spooled() > 0);
        FragileServices.kafka().pass();

        // Then
        assertThat(flow.ready(scan.rxId(), 1).data().path("account").asText()).isEqualTo(Long.toString(account));
    }

    @Test
    void goesOnWithTheTraceOfANotificationThatWaitedInTheSpool() {
        // Given
        FragileServices.kafka().hangUp();
        String entry = notifyOfMany(1).iterator().next();

        // When
        FragileServices.kafka().pass();
        await().atMost(PATIENCE).until(() -> spooled() == 0);

        // Then
        String parent = Topic.records(brokers(), topic()).stream()
                .filter(one -> one.key().equals(entry))
                .map(one -> new String(one.headers().lastHeader("traceparent").value(), StandardCharsets.US_ASCII))
                .findFirst()
                .orElseThrow();
        await().untilAsserted(() -> assertThat(TraceCollector.spans())
                .filteredOn(span -> parent.contains(span.trace()))
                .extracting(Collected::name)
                .contains("POST /webhooks/itero/{key}", "send scan.notifications.v1"));
    }

    @Test
    void bringsALongBacklogToKafka() {
        // Given
        FragileServices.kafka().hangUp();
        Set<String> known = notifyOfMany(1);
        query("""
                insert into notification_spool (record_key, record_value)
                select 'backlog/' || n, record_value from notification_spool, generate_series(1, 5000) n
                 where record_key = '%s' returning 1""".formatted(known.iterator().next()));

        // When
        FragileServices.kafka().pass();

        // Then
        await().atMost(PATIENCE).until(() -> spooled() == 0);
        assertThat(onTheTopic())
                .containsAll(IntStream.rangeClosed(1, 5000)
                        .mapToObj(number -> "backlog/" + number)
                        .toList());
    }

    @Test
    void tellsTheSenderToComeAgainWhenTheSpoolIsFullAndTakesItOnceThereIsRoom() {
        // Given
        FragileServices.kafka().hangUp();
        Set<String> known = notifyOfMany(1);
        query("""
                insert into notification_spool (record_key, record_value)
                select 'full/' || n, record_value from notification_spool, generate_series(1, 8000) n
                 where record_key = '%s' returning 1""".formatted(known.iterator().next()));

        // When
        HttpResponse<String> refused = await().atMost(PATIENCE)
                .until(() -> notify(UUID.randomUUID().toString()), answer -> answer.statusCode() == 503);

        // Then
        assertThat(refused.headers().firstValue("Retry-After")).contains("5");
        FragileServices.kafka().pass();
        await().atMost(PATIENCE)
                .until(() -> notify(UUID.randomUUID().toString()).statusCode() == 202);
    }

    @Test
    void tellsHowManyWaitWithoutCountingMany() {
        // Given
        query("""
                insert into notification_spool (record_key, record_value, claimed_until)
                select 'many/' || n, '{}', clock_timestamp() + interval '1 hour' from generate_series(1, 12000) n returning 1""");

        // Then
        await().atMost(PATIENCE).until(() -> depth() >= 12_000);
        query("delete from notification_spool where record_key <> 'many/12000' returning 1");
        await().atMost(PATIENCE).until(() -> depth() == 1);
        query("delete from notification_spool returning 1");
    }

    private double depth() {
        return meters.get("scanrelay.spool.depth").gauge().value();
    }

    @Test
    void sendsWhatADeadProcessHadClaimedOnceItsClaimIsOver() {
        query("""
                insert into notification_spool (record_key, record_value, claimed_until)
                values ('claimed/by-the-dead', '{}', clock_timestamp() + interval '2 seconds') returning 1""");

        await().atMost(PATIENCE).until(() -> spooled() == 0);

        assertThat(onTheTopic()).contains("claimed/by-the-dead");
    }

    @Test
    void keepsNoMoreThanWhatKafkaGets() {
        // Given
        FragileServices.kafka().hangUp();
        String entry = notifyOfMany(1).iterator().next();

        // When
        Object kept = query("select record_value from notification_spool where record_key = '" + entry + "'");
        FragileServices.kafka().pass();
        await().atMost(PATIENCE).until(() -> spooled() == 0);

        // Then
        assertThat(Topic.records(brokers(), topic()).stream()
                        .filter(one -> one.key().equals(entry))
                        .map(ConsumerRecord::value))
                .contains((String) kept);
    }

    /** Accepted, each in time; returns the keys of their records. */
    private Set<String> notifyOfMany(int count) {
        Set<String> rxIds = many(count).collect(Collectors.toSet());
        assertThat(rxIds.parallelStream().map(this::notify).map(HttpResponse::statusCode))
                .containsOnly(202);
        return rxIds.stream().map(rx -> ACCOUNT + "/" + rx).collect(Collectors.toSet());
    }

    private static Stream<String> many(int count) {
        return Stream.generate(() -> UUID.randomUUID().toString()).limit(count);
    }

    private HttpResponse<String> notify(String rxId) {
        return send(HttpRequest.newBuilder(base("/webhooks/itero/" + key))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"rxId\":\"" + rxId + "\",\"companyId\":" + ACCOUNT + "}")));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(IN_TIME).build(), BodyHandlers.ofString());
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private URI base(String path) {
        return URI.create("http://127.0.0.1:" + config.getValue("quarkus.http.test-port", String.class) + path);
    }

    private Set<String> onTheTopic() {
        return Topic.records(brokers(), topic()).stream()
                .map(ConsumerRecord::key)
                .collect(Collectors.toSet());
    }

    private String brokers() {
        return config.getValue("kafka.bootstrap.servers", String.class);
    }

    private static String topic() {
        return "scan.notifications.v1";
    }

    private long spooled() {
        return ((Number) query("select count(*) from notification_spool")).longValue();
    }

    /** Past the proxy. */
    private Object query(String sql) {
        try (var connection = DriverManager.getConnection(
                        config.getValue("quarkus.datasource.jdbc.url", String.class),
                        config.getValue("quarkus.datasource.username", String.class),
                        config.getValue("quarkus.datasource.password", String.class));
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getObject(1);
        } catch (java.sql.SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
