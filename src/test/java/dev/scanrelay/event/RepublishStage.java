package dev.scanrelay.event;

import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import dev.scanrelay.event.Republication.State;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Relays of the test's own, and a topic to send events into once more. */
abstract class RepublishStage {

    static final String LIVE = "orders.v1";
    static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

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

    final List<Relay> started = new ArrayList<>();
    final String account = "rp" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    final String topic = "again." + account;

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

    final Republication begin() {
        return begin(PartnerId.DEFAULT, Optional.of(new AccountId(account)), LONG_AGO, Optional.empty());
    }

    final Republication begin(PartnerId partner, Optional<AccountId> of, Instant from, Optional<Instant> to) {
        return republications
                .begin(new Republication.Ask(partner, of, topic, from, to, "test"))
                .orElseThrow();
    }

    final Republication ended(Republication begun) {
        return await().atMost(ofSeconds(30))
                .until(
                        () -> republications.find(begun.partner(), begun.id()).orElseThrow(),
                        now -> now.state() != State.RUNNING);
    }

    final void create(String name, Map<String, String> configs) {
        try (Admin admin = clients.admin(ofSeconds(10))) {
            admin.createTopics(List.of(new NewTopic(name, 3, (short) 1).configs(configs)))
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** By id, all that a reader sees of an event but where it is and whether it came before. */
    final Map<String, String> contents(String of) {
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

    final Map<String, List<String>> keysInOrder(String of) {
        Map<String, List<String>> seen = new HashMap<>();
        Announced.on(of, account, kafka)
                .forEach(record -> seen.computeIfAbsent(record.key(), key -> new ArrayList<>())
                        .add(Announced.header(record, "ce_id")));
        return seen;
    }

    /** Appends events of orders that are in the catalogue, and waits until a relay has announced them. */
    final List<Event> announced(String of, int orders, int revisions) {
        List<Event> events = append(of, orders, revisions);
        if (started.isEmpty()) {
            relay();
        }
        await().atMost(ofSeconds(20)).until(() -> announcedOf(events) == events.size());
        return events;
    }

    final List<Event> append(String of, int orders, int revisions) {
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

    final long announcedOf(List<Event> events) {
        return database.read(session -> session.createNativeQuery(
                        "select count(*) from outbox where event_id in (:ids) and announced_at is not null",
                        Tuple.class)
                .setParameter("ids", List.of(ids(events)))
                .getSingleResult()
                .map(row -> ((Number) row.get(0)).longValue()));
    }

    static String[] ids(List<Event> events) {
        return events.stream().map(Event::id).toArray(String[]::new);
    }

    final Instant now() {
        return Instant.now();
    }

    final Relay relay() {
        return relay(TestSettings.QUICK, RelayStep.UNWATCHED);
    }

    final Relay relay(RelaySettings settings, Consumer<RelayStep> steps) {
        Relay relay = relays.create(settings, steps);
        relay.start();
        started.add(relay);
        return relay;
    }

    final void stopAll() {
        started.forEach(relay -> {
            try {
                relay.stop();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
        started.clear();
    }

    final long count(String sql) {
        return database.read(session -> session.createNativeQuery(sql, Tuple.class)
                .getSingleResult()
                .map(row -> ((Number) row.get(0)).longValue()));
    }

    final void execute(String sql) {
        database.<Integer>write(
                session -> (Uni<Integer>) session.createNativeQuery(sql).executeUpdate());
    }
}
