package dev.scanrelay.event;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import dev.scanrelay.ingress.FragileProfile;
import dev.scanrelay.testing.FragileServices;
import dev.scanrelay.testing.Proxy;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A commit that times out: only the broker knows whether it was done. */
@Tag("slow")
@QuarkusTest
@TestProfile(FragileProfile.class)
class LostCommitTest {

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

    private Optional<Relay> relay = Optional.empty();

    enum Lost {
        QUESTION(Proxy::mute),
        ANSWER(Proxy::loseAnswers);

        private final Consumer<Proxy> happen;

        Lost(Consumer<Proxy> happen) {
            this.happen = happen;
        }
    }

    @BeforeEach
    void theServiceDoesNotRelay() throws InterruptedException {
        service.stop();
    }

    @AfterEach
    void theServiceRelaysAgain() throws InterruptedException {
        FragileServices.kafka().pass();
        if (relay.isPresent()) {
            relay.get().stop();
        }
        service.start();
    }

    @ParameterizedTest
    @EnumSource
    void announcesOnceThoughACommitTimesOutWhoseWayIsLost(Lost lost) {
        // Given
        String account = "84500" + lost.ordinal();
        List<Event> events = new ArrayList<>();
        OrderFacts order = Samples.order(account);
        for (int revision = 1; revision <= 5; revision++) {
            events.add(Samples.ready(order, revision));
        }
        events.forEach(event -> database.write(session -> outbox.append(session, event)));
        AtomicInteger commits = new AtomicInteger();
        AtomicInteger terms = new AtomicInteger();

        // When
        Relay running = relays.create(TestSettings.QUICK, step -> {
            if (step == RelayStep.BEFORE_COMMIT && commits.getAndIncrement() == 0) {
                terms.set(epoch());
                lost.happen.accept(FragileServices.kafka());
            }
        });
        relay = Optional.of(running);
        running.start();

        // Then: the term ends without an answer, and the next one settles what became of it
        await().atMost(ofSeconds(40)).until(() -> commits.get() > 0 && epoch() > terms.get());
        FragileServices.kafka().pass();
        await().atMost(ofSeconds(40)).until(() -> announced(events) == events.size());
        assertThat(Announced.ids(Announced.on("orders.v1", account, kafka)))
                .containsExactlyElementsOf(events.stream().map(Event::id).toList());
    }

    private int epoch() {
        return number("select epoch, 1 from relay_lease");
    }

    private int announced(List<Event> events) {
        return events.stream()
                .mapToInt(
                        event -> number("select count(*), 1 from outbox where announced_at is not null and event_id = '"
                                + event.id() + "'"))
                .sum();
    }

    private int number(String sql) {
        return database.read(session -> session.createNativeQuery(sql, Tuple.class)
                .getSingleResult()
                .map(row -> ((Number) row.get(0)).intValue()));
    }
}
