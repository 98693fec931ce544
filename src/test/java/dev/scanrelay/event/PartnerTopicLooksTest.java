package dev.scanrelay.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.database.Database;
import dev.scanrelay.event.Republications.Topic;
import dev.scanrelay.testing.MovableClock;
import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often the broker is asked for a partner's topic: each time it costs a connection. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class PartnerTopicLooksTest {

    private static final String TOPIC = "looks.acme.v1";

    @Inject
    KafkaClients clients;

    @Inject
    Database database;

    private final MovableClock clock = new MovableClock();
    private Broker broker;
    private PartnerTopics partners;

    @BeforeEach
    void nobodyHasAskedYet() {
        TopicSettings settings = new TestTopics(Optional.of("looks.{partner}.v1"), false);
        Topics topics = new Topics(settings);
        broker = new Broker(clients);
        partners = new PartnerTopics(
                topics, settings, broker, new TopicService(settings, topics, clients), database, clock);
    }

    @Test
    void aTopicThatWeMayNotLookAtIsAskedForOnceInAWhile() {
        broker.says = Topic.DENIED;
        assertThat(partners.missing(batch())).isEmpty();
        assertThat(partners.missing(batch())).isEmpty();
        assertThat(broker.asked).isEqualTo(1);

        clock.advance(Duration.ofMinutes(1));

        assertThat(partners.missing(batch())).isEmpty();
        assertThat(broker.asked).isEqualTo(2);
    }

    @Test
    void whatTheBrokerDoesNotSayIsAskedForOnceInAWhile() {
        broker.says = Topic.UNKNOWN;
        partners.missing(batch());
        partners.missing(batch());

        assertThat(broker.asked).isEqualTo(1);
    }

    @Test
    void aTopicThatCouldNotBeWrittenIsAskedForAtOnce() {
        broker.says = Topic.DENIED;
        partners.missing(batch());
        partners.lost(TOPIC);
        broker.says = Topic.MISSING;

        assertThat(partners.missing(batch())).contains(TOPIC);
    }

    @Test
    void aTopicThatAppearsIsNoticedAtOnceAndAskedForNoMore() {
        broker.says = Topic.MISSING;
        assertThat(partners.missing(batch())).contains(TOPIC);
        broker.says = Topic.THERE;

        assertThat(partners.missing(batch())).isEmpty();
        assertThat(partners.missing(batch())).isEmpty();
        assertThat(broker.asked).isEqualTo(2);
    }

    private static List<OutboxRow> batch() {
        return List.of(new OutboxRow(
                1,
                "id",
                "acme",
                Optional.empty(),
                "key",
                "type",
                "subject",
                "{}",
                List.of(TOPIC),
                Instant.EPOCH,
                Optional.empty()));
    }

    /** A broker that is asked and says what a test wants. */
    private static final class Broker extends TopicLookup {

        private Topic says = Topic.UNKNOWN;
        private int asked;

        Broker(KafkaClients clients) {
            super(clients);
        }

        @Override
        Topic look(String topic) {
            asked++;
            return says;
        }
    }
}
