package dev.scanrelay.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.scanrelay.event.Event;
import dev.scanrelay.event.OrderFacts;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.push.Redelivery.Replayed;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a replay reads, holds and adds is bounded. */
@QuarkusTest
@TestProfile(PushProfile.class)
class ReplayBoundsTest extends DeliveriesStage {

    private static final PushSettings SETTINGS = Settings.with(Map.of());

    private final UUID replay = UUID.randomUUID();
    private final Instant before = Instant.now().minusSeconds(1);

    @Test
    void looksAtFewEventsInOneCallHoweverRareAreThoseThatAreWanted() {
        UUID endpoint = disabled();
        IntStream.range(0, 12).forEach(number -> announce(ready(ofAnother(), 1)));
        announce(ready(order(), 1));
        await().atMost(PATIENCE).until(() -> states(endpoint.toString()).size() == 1);
        Redelivery redelivery = new Redelivery(database, SETTINGS, 4, 1);

        List<Replayed.Added> calls = new ArrayList<>();
        Optional<Long> next = Optional.of(0L);
        while (next.isPresent()) {
            Replayed.Added one = added(redelivery, endpoint, next.get());
            calls.add(one);
            next = one.next();
        }

        assertThat(calls).hasSizeGreaterThanOrEqualTo(4);
        assertThat(calls.getFirst().added()).isZero();
        assertThat(calls.stream().mapToInt(Replayed.Added::added).sum()).isEqualTo(1);
    }

    @Test
    void stepsAddUpToOnePage() {
        UUID endpoint = disabled();
        IntStream.range(0, 9).forEach(number -> announce(ready(number % 3 == 2 ? order() : ofAnother(), 1)));
        await().atMost(PATIENCE).until(() -> states(endpoint.toString()).size() == 3);

        assertThat(added(new Redelivery(database, SETTINGS, 2, 100), endpoint, 0))
                .isEqualTo(new Replayed.Added(3, Optional.empty()));
    }

    @Test
    void holdsNothingWhileItLooks() {
        UUID endpoint = disabled();
        Event event = announce(ready(ofAnother(), 1));
        await().atMost(PATIENCE)
                .until(() -> texts("select event_id from outbox where announced_at is not null and event_id = '"
                                        + event.id() + "'")
                                .size()
                        == 1);
        CompletableFuture<Void> over = new CompletableFuture<>();
        CompletableFuture<Void> held = new CompletableFuture<>();
        CompletableFuture<Void> holder = CompletableFuture.runAsync(() -> hold(endpoint, held, over));
        assertThat(held).succeedsWithin(PATIENCE);

        Replayed.Added looked = added(new Redelivery(database, SETTINGS), endpoint, 0);

        assertThat(looked.added()).isZero();
        assertThat(holder).isNotDone(); // somebody else had it all the time
        over.complete(null);
        assertThat(holder).succeedsWithin(PATIENCE);
    }

    @Test
    void addsNothingToWhatHasTooMuchWaiting() {
        String endpoint = disabled().toString();
        IntStream.range(0, 20).forEach(number -> announce(ready(order(), 1)));
        await().atMost(PATIENCE).until(() -> states(endpoint).size() == 20);

        post(endpoint, "/replay", Map.of("what", "all", "from", hours(-1), "until", hours(1)))
                .statusCode(409)
                .body("type", equalTo("urn:scanrelay:problem:too-much-waits"));

        announce(ready(order(), 1));
        await().atMost(PATIENCE).until(() -> states(endpoint).size() == 21);
    }

    private void hold(UUID endpoint, CompletableFuture<Void> held, CompletableFuture<Void> over) {
        database.write(session -> {
            Context here = Vertx.currentContext();
            return session.createNativeQuery(RedeliverySql.HOLD, Object[].class)
                    .setParameter("endpoint", endpoint)
                    .getSingleResult()
                    .invoke(() -> held.complete(null))
                    .chain(() -> Uni.createFrom()
                            .completionStage(over)
                            .emitOn(back -> here.runOnContext(then -> back.run())));
        });
    }

    private Replayed.Added added(Redelivery redelivery, UUID endpoint, long after) {
        return (Replayed.Added)
                redelivery.replay(endpoint, replay, before, Instant.now().plusSeconds(60), after, 100);
    }

    private UUID disabled() {
        return UUID.fromString(id(endpoint(receiver.url("/"), Map.of("enabled", false))));
    }

    private OrderFacts ofAnother() {
        return order(new AccountId("other" + account));
    }
}
