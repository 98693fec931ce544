package dev.scanrelay.event;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
class RelayTest {

    private static final String TOPIC = "orders.v1";

    @Inject
    Database database;

    @Inject
    Outbox outbox;

    @Inject
    Relays relays;

    @Inject
    RelayService service;

    @Inject
    @Identifier("default-kafka-broker") Map<String, Object> kafka;

    private final List<Relay> started = new ArrayList<>();

    @BeforeEach
    void theServiceDoesNotRelay() throws InterruptedException {
        service.stop();
    }

    @AfterEach
    void theServiceRelaysAgain() throws InterruptedException {
        for (Relay relay : started) {
            relay.stop();
        }
        service.start();
    }

    @Test
    void announcesTheEventsOfAnOrderInTheirOrder() {
        // Given
        List<Event> events = append("810001", 4, 5);

        // When
        relay();

        // Then
        awaitAnnounced(events);
        assertThat(read("810001")).containsExactlyInAnyOrderElementsOf(ids(events));
        assertInOrderPerKey("810001", events);
        assertThat(positions(events)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void announcesAtOnceWhatThisProcessAppends() {
        // Given
        TestSettings patient = new TestSettings(ofSeconds(60), ofSeconds(60), 20, ofSeconds(60), ofSeconds(60_000));
        relay(patient, RelayStep.UNWATCHED);
        awaitAnnounced(append("810002", 1, 1));

        // When
        List<Event> next = append("810002", 1, 1);

        // Then
        await().atMost(ofSeconds(20)).until(() -> announced(next) == 1);
    }

    @ParameterizedTest
    @EnumSource(RelayStep.class)
    void announcesOnceThoughARelayIsKilled(RelayStep step) {
        // Given
        String account = "82000" + step.ordinal();
        List<Event> events = append(account, 3, 3);
        AtomicBoolean failed = new AtomicBoolean();

        // When
        relay(TestSettings.QUICK, now -> {
            if (now == step && failed.compareAndSet(false, true)) {
                throw new IllegalStateException("killed at " + step);
            }
        });

        // Then
        awaitAnnounced(events);
        assertThat(failed).isTrue();
        assertThat(read(account)).containsExactlyInAnyOrderElementsOf(ids(events));
        assertInOrderPerKey(account, events);
    }

    @ParameterizedTest
    @EnumSource(RelayStep.class)
    void announcesOnceThoughADeposedRelayWakesUp(RelayStep step) {
        // Given
        String account = "83000" + step.ordinal();
        List<Event> events = append(account, 3, 3);
        CountDownLatch asleep = new CountDownLatch(1);
        CountDownLatch wake = new CountDownLatch(1);
        relay(TestSettings.QUICK, sleepOnceAt(step, asleep, wake));
        await().until(() -> asleep.getCount() == 0);

        // When
        relay();
        awaitAnnounced(events);
        wake.countDown();

        // Then
        List<Event> more = append(account, 3, 3);
        awaitAnnounced(more);
        List<Event> all = new ArrayList<>(events);
        all.addAll(more);
        assertThat(read(account)).containsExactlyInAnyOrderElementsOf(ids(all));
        assertInOrderPerKey(account, all);
        assertThat(positions(all)).doesNotHaveDuplicates();
    }

    @Test
    void twoRelaysThatComeAndGoAnnounceOnce() throws InterruptedException {
        // Given
        List<Event> events = new ArrayList<>(append("840001", 2, 10));
        Relay first = relay();
        relay();
        events.addAll(append("840001", 2, 10));

        // When
        first.stop();
        events.addAll(append("840001", 2, 10));

        // Then
        awaitAnnounced(events);
        assertThat(read("840001")).containsExactlyInAnyOrderElementsOf(ids(events));
        assertInOrderPerKey("840001", events);
    }

    @Test
    void aDeposedRelayCanNeitherAssignNorMark() {
        RelayLease lease = new RelayLease(database, ofSeconds(1));
        Batches batches = new Batches(database, lease);
        append("850001", 1, 1);
        long old = await().until(() -> lease.take("old"), taken -> taken.isPresent())
                .orElseThrow();
        UUID batch = batches.leftOpen()
                .map(Batches.LeftOpen::id)
                .or(() -> batches.open(old, 10, List.of()).map(Batch::id))
                .orElseThrow();

        lease.giveUp(old);
        long current = lease.take("new").orElseThrow();

        assertThatThrownBy(() -> batches.announced(old, batch, List.of())).isInstanceOf(Deposed.class);
        assertThatThrownBy(() -> batches.released(old, batch)).isInstanceOf(Deposed.class);
        assertThatThrownBy(() -> batches.open(old, 10, List.of())).isInstanceOf(Deposed.class);
        batches.released(current, batch);
        lease.giveUp(current);
    }

    @Test
    void parksWhatIsTooLargeWithItsSuccessorsAndNothingElse() {
        // Given
        OrderFacts stuck = Samples.order("860001");
        Event before = Samples.ready(stuck, 1);
        Event large = Samples.large(stuck, 2 << 20);
        Event behind = Samples.ready(stuck, 2);
        append(before);
        append(large);
        append(behind);
        List<Event> others = append("860001", 5, 2);

        // When
        relay();

        // Then
        awaitAnnounced(others);
        awaitAnnounced(List.of(before));
        await().until(() -> parked(List.of(large, behind)) == 2);
        Event late = Samples.ready(stuck, 3);
        append(late);
        await().until(() -> parked(List.of(late)) == 1);
        assertThat(read("860001")).hasSize(others.size() + 1).doesNotContain(large.id(), behind.id(), late.id());
    }

    @Test
    void eventsOfATopicThatCannotBeWrittenWaitAndStopNothingElse() {
        // Given
        List<Event> stuck = append("870001", 1, 2);
        setTopics(stuck.getFirst(), "no such topic!");
        List<Event> others = append("870002", 2, 2);

        // When
        relay();

        // Then
        awaitAnnounced(others);
        assertThat(announced(stuck)).isZero();
        setTopics(stuck.getFirst(), TOPIC);
        awaitAnnounced(stuck);
        assertInOrderPerKey("870001", stuck);
    }

    @Test
    void anEventIsOnNoTopicWhileOneOfItsTopicsCannotBeWritten() {
        // Given
        List<Event> stuck = append("870003", 1, 1);
        setTopics(stuck.getFirst(), TOPIC + "','no such topic!");
        List<Event> others = append("870004", 2, 2);

        // When
        relay();

        // Then
        awaitAnnounced(others);
        assertThat(read("870003")).isEmpty();
        setTopics(stuck.getFirst(), TOPIC);
        awaitAnnounced(stuck);
        assertThat(read("870003")).containsExactlyElementsOf(ids(stuck));
    }

    @Test
    void tellsTheTimelineOfTheOrder() {
        // Given
        Event event = Samples.ready(Samples.order("880001"), 3);
        UUID order = ((OrderReady) event.data()).order().orderId();
        execute("insert into scan_order (id, partner_id, account_id, rx_id, due_at, created_at, changed_at) values ('"
                + order + "', 'default', '880001', '" + order + "', now(), now(), now())");
        append(event);

        // When
        relay();

        // Then
        awaitAnnounced(List.of(event));
        assertThat(strings("select what || ' ' || revision from timeline where order_id = '" + order + "'"))
                .containsExactly("announced 3");
    }

    @Test
    void dropsAnnouncedEventsAfterTheirRetention() {
        List<Event> events = append("890001", 1, 2);

        relay(new TestSettings(ofSeconds(1), ofSeconds(1), 20, ofSeconds(1), ofSeconds(0)), RelayStep.UNWATCHED);
        awaitSeen("890001", events);
        started.forEach(RelayTest::end);
        relay(new TestSettings(ofSeconds(1), ofSeconds(1), 20, ofSeconds(1), ofSeconds(0)), RelayStep.UNWATCHED);

        await().until(() -> strings("select event_id from outbox where account_id = '890001'")
                .isEmpty());
    }

    private static void end(Relay relay) {
        try {
            relay.stop();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static Consumer<RelayStep> sleepOnceAt(RelayStep step, CountDownLatch asleep, CountDownLatch wake) {
        return now -> {
            if (now == step && asleep.getCount() > 0) {
                asleep.countDown();
                await().forever().until(() -> wake.getCount() == 0);
            }
        };
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

    private List<Event> append(String account, int orders, int revisions) {
        List<OrderFacts> facts = new ArrayList<>();
        for (int number = 0; number < orders; number++) {
            facts.add(Samples.order(account));
        }
        List<Event> events = new ArrayList<>();
        for (int revision = 1; revision <= revisions; revision++) {
            for (OrderFacts order : facts) {
                events.add(Samples.ready(order, revision));
            }
        }
        events.forEach(this::append);
        return events;
    }

    private void append(Event event) {
        database.write(session -> outbox.append(session, event));
    }

    private void awaitAnnounced(List<Event> events) {
        await().atMost(ofSeconds(20)).until(() -> announced(events) == events.size());
    }

    private void awaitSeen(String account, List<Event> events) {
        await().atMost(ofSeconds(20)).until(() -> read(account).containsAll(ids(events)));
    }

    private List<String> read(String account) {
        return Announced.ids(Announced.on(TOPIC, account, kafka));
    }

    private void assertInOrderPerKey(String account, List<Event> events) {
        Map<String, List<String>> seen = new HashMap<>();
        Announced.on(TOPIC, account, kafka)
                .forEach(record -> seen.computeIfAbsent(record.key(), key -> new ArrayList<>())
                        .add(Announced.header(record, "ce_id")));
        Map<String, List<String>> told = new HashMap<>();
        events.forEach(event -> told.computeIfAbsent(event.orderingKey(), key -> new ArrayList<>())
                .add(event.id()));
        assertThat(seen).isEqualTo(told);
    }

    private static List<String> ids(List<Event> events) {
        return events.stream().map(Event::id).toList();
    }

    private long announced(List<Event> events) {
        return count("announced_at is not null and feed_position is not null", events);
    }

    private long parked(List<Event> events) {
        return count("parked_reason is not null", events);
    }

    private long count(String condition, List<Event> events) {
        return database.read(session -> session.createNativeQuery(
                        "select count(*) from outbox where event_id in (:ids) and " + condition, Long.class)
                .setParameter("ids", ids(events))
                .getSingleResult());
    }

    private List<Long> positions(List<Event> events) {
        return database.read(session -> session.createNativeQuery(
                        "select feed_position from outbox where event_id in (:ids) order by id", Long.class)
                .setParameter("ids", ids(events))
                .getResultList());
    }

    private void setTopics(Event event, String topic) {
        execute("update outbox set topics = array['" + topic + "'] where event_id = '" + event.id() + "'");
    }

    private List<String> strings(String sql) {
        return database.read(
                session -> session.createNativeQuery(sql, String.class).getResultList());
    }

    private void execute(String sql) {
        database.<Integer>write(
                session -> (Uni<Integer>) session.createNativeQuery(sql).executeUpdate());
    }
}
