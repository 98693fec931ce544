package dev.scanrelay.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.event.Event;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.push.Receiver.Reply;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Endpoints beside each other: none takes from another, and each is called as it wants. */
@QuarkusTest
@TestProfile(PushProfile.class)
class PushPaceTest extends PushStage {

    @Test
    void aStalledEndpointTakesNothingFromTheOthers() {
        int others = 199;
        receiver.usually(posted -> posted.path().equals("/stalled") ? receiver.stall() : Reply.of(204));
        JsonPath stalled = endpoint(receiver.url("/stalled"), Map.of());
        IntStream.range(0, others).forEach(number -> endpoint(receiver.url("/" + number), Map.of()));

        IntStream.range(0, 3).forEach(number -> announce(ready(order(), 1)));

        await().atMost(PATIENCE).until(() -> delivered() == 3L * others);
        assertThat(outcomes(id(stalled))).isEmpty(); // its first attempt is still open
    }

    @Test
    void endpointsThatStallWithAllTheyTakeLeaveHandsToTheOthers() {
        receiver.usually(posted -> posted.path().startsWith("/stalled") ? receiver.stall() : Reply.of(204));
        List<JsonPath> stalled = IntStream.range(0, 4)
                .mapToObj(number -> endpoint(receiver.url("/stalled/" + number), Map.of("concurrency", 100)))
                .toList();
        IntStream.range(0, 200).forEach(number -> announce(ready(order(), 1)));
        await().atMost(PATIENCE)
                .until(() -> stalled.stream().allMatch(one -> states(id(one)).size() == 200));
        await().atMost(PATIENCE).until(() -> receiver.posted().size() >= 100);
        JsonPath quick = endpoint(receiver.url("/quick"), Map.of());

        Event event = announce(ready(order(), 1));

        await().atMost(PATIENCE).until(() -> states(id(quick)), List.of("delivered")::equals);
        assertThat(receiver.posted())
                .filteredOn(one -> one.path().equals("/quick"))
                .extracting(Receiver.Posted::id)
                .containsExactly(event.id());
    }

    @Tag("slow")
    @Test
    void aPartnerWhoseEndpointsStallLeavesHandsToAnother() {
        PartnerId greedy = new PartnerId("greedy-" + account);
        TestKeys.partner(greedy.value());
        String key = TestKeys.admin(greedy.value());
        receiver.usually(posted -> posted.path().startsWith("/stalled") ? receiver.stall() : Reply.of(204));
        List<String> stalled = IntStream.range(0, 130)
                .mapToObj(number -> id(endpoint(key, receiver.url("/stalled/" + number), Map.of())))
                .toList();
        IntStream.range(0, 3).forEach(number -> announce(ready(order(greedy), 1)));
        await().atMost(PATIENCE).until(() -> receiver.posted().size() >= 150);
        IntStream.range(0, 100).forEach(number -> endpoint(receiver.url("/" + number), Map.of()));

        IntStream.range(0, 3).forEach(number -> announce(ready(order(), 1)));

        await().atMost(PATIENCE).until(() -> delivered() == 300);
        assertThat(stalled).allMatch(one -> outcomes(one).isEmpty()); // their first attempts are still open
    }

    @Test
    void beginsNoMoreInASecondThanAnEndpointWants() {
        JsonPath endpoint = endpoint(receiver.url("/"), Map.of("perSecond", 2));
        Instant begun = Instant.now();
        IntStream.range(0, 7).forEach(number -> announce(ready(order(), 1)));

        await().atMost(PATIENCE).until(() -> states(id(endpoint)), Collections.nCopies(7, "delivered")::equals);

        // The seventh is in the fourth second; of the first and the last there may be a moment only.
        assertThat(Duration.between(begun, Instant.now())).isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void callsAnEndpointOnceAtATimeThatTakesOneAlone() {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        receiver.usually(posted -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            atOnce.decrementAndGet();
            return Reply.of(204);
        });
        JsonPath endpoint = endpoint(receiver.url("/"), Map.of("concurrency", 1));
        IntStream.range(0, 20).forEach(number -> announce(ready(order(), 1)));

        await().atMost(PATIENCE)
                .until(() -> states(id(endpoint)).stream()
                                .filter("delivered"::equals)
                                .count()
                        == 20);

        assertThat(most).hasValue(1);
        assertThat(receiver.ids()).doesNotHaveDuplicates().hasSize(20);
    }

    private long delivered() {
        return texts(
                        "select d.event_id from delivery d join outbox o on o.event_id = d.event_id where d.state = 'delivered' and o.account_id = '"
                                + account + "'")
                .size();
    }
}
