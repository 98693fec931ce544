package dev.scanrelay.event;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.testing.Services;
import dev.scanrelay.testing.TestKeys;
import dev.scanrelay.trace.Tracing;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Services.class)
class PartnerTopicsTest {

    private static final String OPERATORS = "orders.v1";
    private static final String DEAD_LETTERS = "scan.notifications.dlq.v1";

    @Inject
    Database database;

    @Inject
    KafkaClients clients;

    @Inject
    TopicLookup lookup;

    @Inject
    RelaySignal signal;

    @Inject
    RelayMetrics metrics;

    @Inject
    FeedSignal feed;

    @Inject
    Tracing tracing;

    @Inject
    Clock clock;

    @Inject
    RelayService service;

    @Inject
    @Identifier("default-kafka-broker") Map<String, Object> kafka;

    // Of this test alone, so that no other's topics are met.
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final String pattern = run + ".{partner}.v1";
    private final PartnerId acme = new PartnerId("acme-" + run);
    private final PartnerId beta = new PartnerId("beta-" + run);
    private final List<Relay> started = new ArrayList<>();

    @BeforeEach
    void theServiceDoesNotRelay() throws InterruptedException {
        TestKeys.partner(acme.value());
        TestKeys.partner(beta.value());
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
    void anEventIsOnTheTopicsOfTheOperatorAndOfItsPartner() {
        List<Event> ofAcme = append(acme, 3);
        List<Event> ofBeta = append(beta, 2);

        relay(true);

        awaitAnnounced(ofAcme);
        awaitAnnounced(ofBeta);
        assertThat(read(topic(acme), "")).containsExactlyElementsOf(ids(ofAcme));
        assertThat(read(topic(beta), "")).containsExactlyElementsOf(ids(ofBeta));
        assertThat(read(OPERATORS, acme + "/")).containsExactlyElementsOf(ids(ofAcme));
        assertThat(read(OPERATORS, beta + "/")).containsExactlyElementsOf(ids(ofBeta));
    }

    @Test
    void whatWasGivenUpIsToldTheOperatorAlone() {
        Event parked =
                Event.of(new OrderParked(Samples.order(acme, "7"), "permanent", "gone", 9, 0), "9", Samples.TIME);
        append(parked);
        List<Event> behind = append(acme, 1);

        relay(true);

        awaitAnnounced(List.of(parked));
        awaitAnnounced(behind);
        assertThat(read(DEAD_LETTERS, "parked/" + acme + "/")).containsExactly(parked.id());
        assertThat(read(topic(acme), "")).containsExactlyElementsOf(ids(behind));
    }

    @Test
    void aMissingTopicKeepsItsPartnerWaitingAndNobodyElse() throws Exception {
        create(topic(beta), Map.of());
        List<Event> ofAcme = append(acme, 3);
        List<Event> ofBeta = append(beta, 3);

        relay(false);

        awaitAnnounced(ofBeta);
        assertThat(announced(ofAcme)).isZero();
        assertThat(read(OPERATORS, acme + "/")).isEmpty();
        create(topic(acme), Map.of());
        awaitAnnounced(ofAcme);
        assertThat(read(topic(acme), "")).containsExactlyElementsOf(ids(ofAcme));
        assertThat(read(OPERATORS, acme + "/")).containsExactlyElementsOf(ids(ofAcme));
    }

    @Test
    void partnersHaveATopicBeforeTheirFirstEvent() {
        relay(true);

        await().atMost(ofSeconds(20)).until(() -> lookup.look(topic(acme)) == Republications.Topic.THERE);
    }

    private void relay(boolean create) {
        TopicSettings settings = settings(create);
        Topics topics = new Topics(settings);
        PartnerTopics partners = new PartnerTopics(
                topics, settings, lookup, new TopicService(settings, topics, clients), database, clock);
        Relays relays =
                new Relays(database, clients, settings, signal, lookup, partners, metrics, feed, tracing, clock);
        Relay relay = relays.create(TestSettings.QUICK, RelayStep.UNWATCHED);
        relay.start();
        started.add(relay);
    }

    private TopicSettings settings(boolean create) {
        return new TestTopics(Optional.of(pattern), create);
    }

    private String topic(PartnerId partner) {
        return pattern.replace("{partner}", partner.value());
    }

    private List<Event> append(PartnerId partner, int revisions) {
        OrderFacts order = Samples.order(partner, "7");
        List<Event> events = new ArrayList<>();
        for (int revision = 1; revision <= revisions; revision++) {
            events.add(Samples.ready(order, revision));
        }
        events.forEach(this::append);
        return events;
    }

    private void append(Event event) {
        Outbox outbox = new Outbox(new Topics(settings(true)), database, signal);
        database.write(session -> outbox.append(session, event));
    }

    private void awaitAnnounced(List<Event> events) {
        await().atMost(ofSeconds(30)).until(() -> announced(events) == events.size());
    }

    private long announced(List<Event> events) {
        return database.read(session -> session.createNativeQuery(
                        "select count(*) from outbox where event_id in (:ids) and announced_at is not null",
                        Tuple.class)
                .setParameter("ids", ids(events))
                .getSingleResult()
                .map(row -> row.get(0, Long.class)));
    }

    private List<String> read(String topic, String keys) {
        return Announced.ids(Announced.keyed(topic, keys, kafka));
    }

    private static List<String> ids(List<Event> events) {
        return events.stream().map(Event::id).toList();
    }

    private void create(String topic, Map<String, String> configs) throws Exception {
        try (Admin admin = Admin.create(new HashMap<>(kafka))) {
            admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1).configs(configs)))
                    .all()
                    .get();
        }
    }
}
