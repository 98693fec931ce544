package dev.scanrelay.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import dev.scanrelay.role.Roles;
import dev.scanrelay.secret.Fresh;
import dev.scanrelay.secret.Signatures;
import dev.scanrelay.testing.AuditLog;
import dev.scanrelay.testing.MovableClock;
import dev.scanrelay.testing.Services;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(Services.class)
class HeadExportTest {

    private static final TopicPartition TOPIC = new TopicPartition("scanrelay.audit.heads.v1", 0);

    @Inject
    Database database;

    @Inject
    Chain chain;

    @Inject
    Export export;

    @Inject
    ChainMetrics metrics;

    @Inject
    MeterRegistry registry;

    @Inject
    Signatures signatures;

    @Inject
    MovableClock clock;

    @Inject
    ScheduledExecutorService executor;

    @Inject
    AuditLog log;

    @Inject
    @Identifier("default-kafka-broker") Map<String, Object> kafka;

    @TempDir
    Path folder;

    @AfterEach
    void putBack() {
        clock.putBack();
        log.execute("update audit_chain set owner = null");
    }

    @Test
    void putsSignedHeadsOnTheTopicAndTheyVerify() throws Exception {
        // Given
        record();
        Chainer chainer = chainer(signatures);

        // When
        chainer.run();

        // Then
        List<String> lines = onTheTopic();
        Head last = Head.parse(lines.getLast()).orElseThrow();
        assertThat(last.isSignedBy(signatures)).isTrue();
        assertThat(last.tip()).isEqualTo(end());
        assertThat(heads(signatures).unexported()).isEmpty();
        assertThat(registry.get("scanrelay.audit.chain.number").gauge().value())
                .isEqualTo(last.tip().number());
        expectIntact(lines);
    }

    @Test
    void exportsAHeadAgainThatWasNotMarked() throws Exception {
        record();
        Chainer chainer = chainer(signatures);
        chainer.run();
        int before = onTheTopic().size();

        log.execute("update audit_head set exported_at = null where number = (select max(number) from audit_head)");
        chainer.run();

        List<String> lines = onTheTopic();
        assertThat(lines).hasSize(before + 1);
        assertThat(lines.getLast()).isEqualTo(lines.get(before - 1));
        expectIntact(lines);
    }

    @Test
    void signsNothingThatDidNotGrow() throws Exception {
        record();
        chainer(signatures).run();

        clock.advance(Duration.ofDays(1));

        assertThat(heads(signatures).signWhenDue()).isEmpty();
    }

    @Test
    void chainsOnAndSignsLaterWithoutAKey() throws Exception {
        record();
        long before = end().number();

        chainer(Fresh.noSignatures()).run();

        assertThat(end().number()).isGreaterThan(before);
        assertThat(heads(signatures).signWhenDue())
                .hasValueSatisfying(head -> assertThat(head.tip()).isEqualTo(end()));
    }

    @Test
    void chainsByItselfFromStartToStop() {
        Chainer chainer = new Chainer(
                executor,
                ChainFixture.settings(Duration.ofMillis(20)),
                chain,
                heads(signatures),
                export,
                metrics,
                Roles.ALL);
        chainer.start(new StartupEvent());
        try {
            long before = end().number();
            record();
            await("the record in the chain").until(() -> end().number() > before);
        } finally {
            chainer.stop(new ShutdownEvent());
        }
    }

    @Test
    void startsWithNoPauseThatCannotWork() {
        Chainer chainer = new Chainer(
                executor, ChainFixture.settings(Duration.ZERO), chain, heads(signatures), export, metrics, Roles.ALL);

        assertThatThrownBy(() -> chainer.start(new StartupEvent()))
                .hasMessageContaining("scanrelay.audit.chain-every is not at least a millisecond");
    }

    private void expectIntact(List<String> kept) throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(said, true, UTF_8);
        Path file = Files.write(folder.resolve("heads.jsonl"), kept);

        int code = AuditCommand.run(List.of("verify", "--heads", file.toString()), print, print);

        assertThat(code).as(said.toString(UTF_8)).isZero();
        assertThat(said.toString(UTF_8)).contains("heads agree, signed up to " + end().number());
    }

    private Chainer chainer(Signatures keys) {
        return new Chainer(executor, ChainFixture.AT_ONCE, chain, heads(keys), export, metrics, Roles.ALL);
    }

    private Heads heads(Signatures keys) {
        return ChainFixture.signing(database, keys, clock);
    }

    private void record() {
        log.execute("insert into audit_record (at, request_id, phase, action, actor_kind, actor_id, partner_id)"
                + " values (now(), gen_random_uuid(), 'begun', 'head.test', 'nobody', '', '')");
    }

    private Tip end() {
        return database.read(
                session -> session.createNativeQuery("select number, hash from audit_chain", Object[].class)
                        .getSingleResult()
                        .map(Tip::of));
    }

    private List<String> onTheTopic() {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put("group.id", UUID.randomUUID().toString());
        properties.put("enable.auto.commit", false);
        List<String> lines = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(TOPIC));
            consumer.seekToBeginning(List.of(TOPIC));
            long end = consumer.endOffsets(List.of(TOPIC)).getOrDefault(TOPIC, 0L);
            while (consumer.position(TOPIC) < end) {
                consumer.poll(Duration.ofMillis(50)).forEach(line -> lines.add(line.value()));
            }
        }
        return lines;
    }
}
