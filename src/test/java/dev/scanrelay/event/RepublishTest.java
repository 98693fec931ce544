package dev.scanrelay.event;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import dev.scanrelay.event.Republication.State;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
@Tag("slow")
class RepublishTest {

    private static final String LIVE = "orders.v1";
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    @Inject
    Database database;

    @Inject
    Outbox outbox;

    @Inject
    Relays relays;

    @Inject
    RelayService service;

    @Inject
    Republications republications;

    @Inject
    KafkaClients clients;

    @Inject
    @Identifier("default-kafka-broker") Map<String, Object> kafka;

    private final List<Relay> started = new ArrayList<>();
    private final String account =
            "rp" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private final String topic = "again." + account;

    @BeforeEach
    void theServiceDoesNotRelay() throws InterruptedException {
        service.stop();
        execute("update republication set state = 'stopped', ended_at = now() where state = 'running'");
    }

    @AfterEach
    void theServiceRelaysAgain() throws InterruptedException {
        stopAll();
        service.start();
    }

    @Test
    void sendsWhatWasAnnouncedOnceMoreAsItWas() {
        List<Event> events = announced(account, 4, 3);
        create(topic, Map.of());

        Republication begun = begin();

        assertThat(ended(begun).state()).isEqualTo(State.DONE);
        assertThat(ended(begun).sent()).isEqualTo(events.size());
        assertThat(ended(begun).left()).isZero();
        assertThat(contents(topic)).isEqualTo(contents(LIVE)).hasSize(events.size());
        assertThat(keysInOrder(topic)).isEqualTo(keysInOrder(LIVE));
        assertThat(Announced.on(topic, account, kafka))
                .allMatch(record -> Announced.header(record, "ce_replay").equals("true"));
        assertThat(Announced.on(LIVE, account, kafka))
                .allMatch(record -> record.headers().lastHeader("ce_replay") == null);
    }

    @ParameterizedTest
    @EnumSource(RelayStep.class)
    void sendsEachOnceThoughTheRelayFailsOnceHavingSaid(RelayStep step) {
        announced(account, 10, 12);
        create(topic, Map.of());
        stopAll();
        AtomicBoolean failed = new AtomicBoolean();
        Republication begun = begin();

        relay(TestSettings.QUICK, now -> {
            if (now == step && failed.compareAndSet(false, true)) {
                throw new IllegalStateException("killed at " + step);
            }
        });

        assertThat(ended(begun).state()).isEqualTo(State.DONE);
        assertThat(failed).isTrue();
        assertThat(ended(begun).sent()).isEqualTo(120);
        assertThat(Announced.ids(Announced.on(topic, account, kafka)))
                .hasSize(120)
                .doesNotHaveDuplicates();
        assertThat(contents(topic)).isEqualTo(contents(LIVE)).hasSize(120);
        assertThat(keysInOrder(topic)).isEqualTo(keysInOrder(LIVE));
    }

    @ParameterizedTest
    @EnumSource(RelayStep.class)
    void aRelayThatSleptThroughItsLeaseSendsNothingTwice(RelayStep step) {
        announced(account, 10, 12);
        create(topic, Map.of());
        stopAll();
        CountDownLatch asleep = new CountDownLatch(1);
        CountDownLatch wake = new CountDownLatch(1);
        Republication begun = begin();
        relay(TestSettings.QUICK, now -> {
            if (now == step && asleep.getCount() > 0) {
                asleep.countDown();
                await().forever().until(() -> wake.getCount() == 0);
            }
        });
        await().until(() -> asleep.getCount() == 0);

        relay();
        ended(begun);
        wake.countDown();

        assertThat(announced("x" + account, 1, 1)).hasSize(1);
        assertThat(ended(begun).sent()).isEqualTo(120);
        assertThat(Announced.ids(Announced.on(topic, account, kafka)))
                .hasSize(120)
                .doesNotHaveDuplicates();
        assertThat(contents(topic)).isEqualTo(contents(LIVE)).hasSize(120);
    }

    @Test
    void sendsWhatLeftTheOutboxLongAgo() {
        List<Event> events = announced(account, 2, 2);
        Map<String, String> live = contents(LIVE);
        create(topic, Map.of());
        stopAll();
        relay(
                new TestSettings(ofSeconds(1), Duration.ofMillis(20), 20, ofSeconds(1), ofSeconds(0)),
                RelayStep.UNWATCHED);
        await().atMost(ofSeconds(20))
                .until(() -> count("select count(*) from outbox where account_id = '" + account + "'") == 0);

        Republication begun = begin();

        assertThat(ended(begun).sent()).isEqualTo(events.size());
        assertThat(contents(topic)).isEqualTo(live);
    }

    @Test
    void tellsNothingOfAnOrderThatIsNoLongerInTheCatalogue() {
        List<Event> kept = announced(account, 1, 2);
        List<Event> erased = announced(account, 1, 2);
        UUID order = ((OrderReady) erased.getFirst().data()).order().orderId();
        execute("delete from timeline where order_id = '" + order + "'");
        execute("delete from scan_order where id = '" + order + "'");
        create(topic, Map.of());

        Republication begun = begin();

        assertThat(ended(begun).sent()).isEqualTo(kept.size());
        assertThat(contents(topic)).containsOnlyKeys(ids(kept));
    }

    @Test
    void takesTheTimeAndTheAccountThatWereAskedForAndNoOtherPartner() {
        announced(account, 1, 1);
        Instant from = now();
        List<Event> meant = announced(account, 1, 2);
        announced(account + "b", 1, 1);
        Instant to = now();
        announced(account, 1, 1);
        execute("insert into partner (id, name) values ('republish-other', 'Other') on conflict do nothing");
        create(topic, Map.of());

        Republication mine = begin(PartnerId.DEFAULT, Optional.of(new AccountId(account)), from, Optional.of(to));
        Republication others =
                begin(new PartnerId("republish-other"), Optional.of(new AccountId(account)), from, Optional.of(to));

        assertThat(ended(mine).sent()).isEqualTo(2);
        assertThat(ended(others).sent()).isZero();
        assertThat(contents(topic)).containsOnlyKeys(ids(meant));
    }

    @Test
    void newEventsGoFirst() {
        announced(account, 10, 12);
        create(topic, Map.of());
        stopAll();
        Republication begun = begin();
        List<Event> latest = append(account, 4, 30);

        relay();

        Instant ended = ended(begun).endedAt().orElseThrow();
        assertThat(announcedOf(latest)).isEqualTo(latest.size());
        assertThat(count("select count(*) from outbox where account_id = '" + account + "' and announced_at > '" + ended
                        + "'"))
                .isZero();
        assertThat(ended(begun).sent()).isEqualTo(120);
    }

    @Test
    void failsWhereTheTopicIsGoneAndStopsNothingElse() {
        announced(account, 1, 1);

        Republication begun = begin();

        assertThat(ended(begun).state()).isEqualTo(State.FAILED);
        assertThat(ended(begun).failure()).contains("there is no such topic");
        assertThat(announced(account, 1, 1)).hasSize(1);
    }

    @Test
    void failsWhereAnEventDoesNotFitAndStopsNothingElse() {
        announced(account, 3, 2);
        create(topic, Map.of("max.message.bytes", "200"));

        Republication begun = begin();

        assertThat(ended(begun).state()).isEqualTo(State.FAILED);
        assertThat(ended(begun).failure()).contains("too large for the topic");
        assertThat(contents(topic)).isEmpty();
        assertThat(announced(account, 1, 1)).hasSize(1);
    }

    @Test
    void sendsEventsThatFitOneByOneAndNotTogether() {
        List<Event> events = announced(account, 1, 6);
        create(topic, Map.of("max.message.bytes", "4000"));

        Republication begun = begin();

        assertThat(ended(begun).state()).isEqualTo(State.DONE);
        assertThat(contents(topic)).containsOnlyKeys(ids(events));
    }

    @Test
    void isOneWhileItRunsHoweverOftenItIsAskedFor() {
        announced(account, 1, 1);
        create(topic, Map.of());
        stopAll();

        Republication first = begin();
        Republication second = begin();
        relay();
        ended(first);
        Republication third = begin();

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(third.id()).isNotEqualTo(first.id());
        ended(third);
        assertThat(Announced.ids(Announced.on(topic, account, kafka))).hasSize(2);
        assertThat(contents(topic)).hasSize(1);
    }

    @Test
    void sendsNothingMoreOnceItIsStopped() {
        announced(account, 1, 3);
        create(topic, Map.of());
        stopAll();
        Republication begun = begin();

        republications.stop(PartnerId.DEFAULT, begun.id());
        relay();

        assertThat(announced("x" + account, 1, 1)).hasSize(1);
        assertThat(ended(begun).state()).isEqualTo(State.STOPPED);
        assertThat(contents(topic)).isEmpty();
    }

    @Test
    void isDoneAtOnceWhereNothingWasAnnounced() {
        Instant later = now().plusSeconds(3600);

        Republication begun = begin(PartnerId.DEFAULT, Optional.empty(), later, Optional.empty());

        assertThat(begun.state()).isEqualTo(State.DONE);
        assertThat(begun.left()).isZero();
    }

    private Republication begin() {
        return begin(PartnerId.DEFAULT, Optional.of(new AccountId(account)), LONG_AGO, Optional.empty());
    }

    private Republication begin(PartnerId partner, Optional<AccountId> of, Instant from, Optional<Instant> to) {
        return republications
                .begin(new Republication.Ask(partner, of, topic, from, to, "test"))
                .orElseThrow();
    }

    private Republication ended(Republication begun) {
        return await().atMost(ofSeconds(30))
                .until(
                        () -> republications.find(begun.partner(), begun.id()).orElseThrow(),
                        now -> now.state() != State.RUNNING);
    }

    private void create(String name, Map<String, String> configs) {
        try (Admin admin = clients.admin(ofSeconds(10))) {
            admin.createTopics(List.of(new NewTopic(name, 3, (short) 1).configs(configs)))
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** By id, all that a reader sees of an event but where it is and whether it came before. */
    private Map<String, String> contents(String of) {
        Map<String, String> contents = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : Announced.on(of, account, kafka)) {
            StringBuilder headers = new StringBuilder();
            Stream.of(record.headers().toArray())
                    .filter(header -> !header.key().endsWith("traceparent")) // each sending has a trace of its own
                    .filter(header -> !header.key().equals("ce_replay"))
                    .forEach(header -> headers.append(header.key())
                            .append('=')
                            .append(new String(header.value(), java.nio.charset.StandardCharsets.UTF_8))
                            .append('\n'));
            contents.put(
                    Announced.header(record, "ce_id"),
                    record.key() + "\n" + headers
                            + new String(record.value(), java.nio.charset.StandardCharsets.UTF_8));
        }
        return contents;
    }

    private Map<String, List<String>> keysInOrder(String of) {
        Map<String, List<String>> seen = new HashMap<>();
        Announced.on(of, account, kafka)
                .forEach(record -> seen.computeIfAbsent(record.key(), key -> new ArrayList<>())
                        .add(Announced.header(record, "ce_id")));
        return seen;
    }

    /** Appends events of orders that are in the catalogue, and waits until a relay has announced them. */
    private List<Event> announced(String of, int orders, int revisions) {
        List<Event> events = append(of, orders, revisions);
        if (started.isEmpty()) {
            relay();
        }
        await().atMost(ofSeconds(20)).until(() -> announcedOf(events) == events.size());
        return events;
    }

    private List<Event> append(String of, int orders, int revisions) {
        List<Event> events = new ArrayList<>();
        for (int number = 0; number < orders; number++) {
            OrderFacts order = Samples.order(of);
            execute(
                    "insert into scan_order (id, partner_id, account_id, rx_id, due_at, created_at, changed_at) values ('"
                            + order.orderId() + "', 'default', '" + of + "', '" + order.rxId()
                            + "', now(), now(), now())");
            for (int revision = 1; revision <= revisions; revision++) {
                events.add(Samples.ready(order, revision));
            }
        }
        events.forEach(event -> database.write(session -> outbox.append(session, event)));
        return events;
    }

    private long announcedOf(List<Event> events) {
        return database.read(session -> session.createNativeQuery(
                        "select count(*) from outbox where event_id in (:ids) and announced_at is not null",
                        Tuple.class)
                .setParameter("ids", List.of(ids(events)))
                .getSingleResult()
                .map(row -> ((Number) row.get(0)).longValue()));
    }

    private static String[] ids(List<Event> events) {
        return events.stream().map(Event::id).toArray(String[]::new);
    }

    private Instant now() {
        return Instant.now();
    }

    private Relay relay() {
        return relay(TestSettings.QUICK, RelayStep.UNWATCHED);
    }

    private Relay relay(RelaySettings settings, Consumer<RelayStep> steps) {
        Relay relay = relays.create(settings, steps);
        relay.start();
        started.add(relay);
        return relay;
    }

    private void stopAll() {
        started.forEach(relay -> {
            try {
                relay.stop();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
        started.clear();
    }

    private long count(String sql) {
        return database.read(session -> session.createNativeQuery(sql, Tuple.class)
                .getSingleResult()
                .map(row -> ((Number) row.get(0)).longValue()));
    }

    private void execute(String sql) {
        database.<Integer>write(
                session -> (Uni<Integer>) session.createNativeQuery(sql).executeUpdate());
    }
}
