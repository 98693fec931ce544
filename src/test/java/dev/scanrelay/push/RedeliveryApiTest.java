package dev.scanrelay.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.scanrelay.event.Event;
import dev.scanrelay.event.OrderFacts;
import dev.scanrelay.push.Receiver.Reply;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is sent again on demand: one, or all that failed. */
@QuarkusTest
@TestProfile(PushProfile.class)
class RedeliveryApiTest extends DeliveriesStage {

    @Test
    void sendsOneAgainUnderItsId() {
        String endpoint = endpoint("/", Map.of());
        Event event = announce(ready(order(), 1));
        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("delivered")::equals);

        post(endpoint, "/deliveries/" + onlyDelivery(endpoint) + "/resend", Map.of())
                .statusCode(202);

        await().atMost(PATIENCE).until(() -> receiver.ids(), List.of(event.id(), event.id())::equals);
        assertThat(receiver.posted()).noneMatch(DeliveriesStage::isMarked);
        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("delivered")::equals);
    }

    @Test
    void sendsNoneAheadOfAnotherOfItsOrder() {
        receiver.usually(posted -> Reply.of(422));
        String endpoint = endpoint("/", Map.of());
        OrderFacts order = order();
        announce(ready(order, 1));
        announce(ready(order, 2));
        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("due", "waiting")::equals);
        long second =
                get(endpoint, "/deliveries?state=waiting").extract().jsonPath().getLong("deliveries[0].id");

        post(endpoint, "/deliveries/" + second + "/resend", Map.of())
                .statusCode(409)
                .body("type", equalTo("urn:scanrelay:problem:delivery-waits"));
    }

    @Test
    void recoversWhatWasGivenUpInItsOrder() {
        receiver.usually(posted -> Reply.of(422));
        String endpoint = endpoint("/", Map.of());
        OrderFacts order = order();
        Event first = announce(ready(order, 1));
        Event second = announce(ready(order, 2));
        await().atMost(PATIENCE).until(() -> states(endpoint).size() == 2);
        execute("update delivery set tried_since = now() - interval '15 days' where endpoint_id = '" + endpoint + "'");
        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("given-up", "given-up")::equals);
        int before = receiver.ids().size();
        receiver.usually(posted -> Reply.of(204));

        post(endpoint, "/recovery", Map.of("since", hours(-1)))
                .statusCode(200)
                .body("recovered", equalTo(2))
                .body("more", equalTo(false));

        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("delivered", "delivered")::equals);
        assertThat(receiver.ids().subList(before, before + 2)).containsExactly(first.id(), second.id());
        post(endpoint, "/recovery", Map.of("since", hours(-1))).body("recovered", equalTo(0));
    }

    @Test
    void recoversWhatTheEndpointHadNotWanted() {
        receiver.reply(new Reply(200, Map.of("webhook-delivery", "abort-message"), ""));
        String endpoint = endpoint("/", Map.of());
        Event event = announce(ready(order(), 1));
        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("dropped")::equals);

        post(endpoint, "/recovery", Map.of("since", hours(-1))).statusCode(200).body("recovered", equalTo(1));

        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("delivered")::equals);
        assertThat(receiver.ids()).containsExactly(event.id(), event.id());
    }

    @Test
    void triesAtOnceWhatWaitsForItsNextAttempt() {
        receiver.reply(new Reply(503, Map.of("retry-after", "80000"), ""));
        String endpoint = endpoint("/", Map.of());
        Event event = announce(ready(order(), 1));
        await().atMost(PATIENCE).until(() -> attempts(endpoint) == 1);

        post(endpoint, "/recovery", Map.of("since", hours(-1))).statusCode(200).body("hurried", equalTo(1));

        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("delivered")::equals);
        assertThat(receiver.ids()).containsExactly(event.id(), event.id());
    }

    private int attempts(String endpoint) {
        return outcomes(endpoint).size();
    }
}
