package dev.scanrelay.push;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import dev.scanrelay.event.Event;
import dev.scanrelay.event.OrderFacts;
import dev.scanrelay.push.Receiver.Reply;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(PushProfile.class)
class PushTest extends PushStage {

    @Test
    void deliversAnEventThatThePublicLibraryVerifies() throws Exception {
        JsonPath endpoint = endpoint(receiver.url("/scans"), Map.of());
        Event event = announce(ready(order(), 1));

        await().atMost(PATIENCE).until(() -> receiver.posted().size() == 1);

        Receiver.Posted posted = receiver.posted().getFirst();
        assertThat(posted.id()).isEqualTo(event.id());
        assertThat(posted.header("content-type")).startsWith("application/cloudevents+json");
        Webhook webhook = new Webhook(endpoint.getString("secret.secret"));
        assertThatCode(() -> webhook.verify(posted.body(), HttpHeaders.of(lowerCase(posted.headers()), (n, v) -> true)))
                .doesNotThrowAnyException();
        JsonNode body = new ObjectMapper().readTree(posted.body());
        assertThat(body.path("id").asText()).isEqualTo(event.id());
        assertThat(body.has("data")).isFalse();
        await().atMost(PATIENCE).until(() -> states(id(endpoint)), List.of("delivered")::equals);
    }

    @Test
    void deliversTheWholeEventToWhoWantsIt() throws Exception {
        endpoint(receiver.url("/"), Map.of("payload", "full", "types", List.of("dev.scanrelay.order.ready.v1")));
        announce(ready(order(), 1));

        await().atMost(PATIENCE).until(() -> receiver.posted().size() == 1);

        assertThat(new ObjectMapper()
                        .readTree(receiver.posted().getFirst().body())
                        .path("data")
                        .path("revision")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void deliversNothingOfOtherAccountsKindsOrTimes() {
        Event earlier = announce(ready(order(), 1));
        await().atMost(PATIENCE)
                .until(() -> texts("select event_id from outbox where announced_at is not null and event_id = '"
                                        + earlier.id() + "'")
                                .size()
                        == 1);
        endpoint(receiver.url("/kind"), Map.of("types", List.of("dev.scanrelay.order.failed.v1")));
        endpoint(receiver.url("/account"), Map.of("accounts", List.of("another")));
        endpoint(receiver.url("/mine"), Map.of());
        Event event = announce(ready(order(), 2));

        await().atMost(PATIENCE).until(() -> !receiver.posted().isEmpty());

        assertThat(receiver.posted()).extracting(Receiver.Posted::path).containsExactly("/mine");
        assertThat(receiver.ids()).containsExactly(event.id());
    }

    @Test
    void triesAgainUnderTheSameIdUntilItIsTaken() {
        receiver.reply(Reply.of(500), new Reply(302, Map.of("Location", "http://127.0.0.1:1/"), ""), Reply.of(404));
        JsonPath endpoint = endpoint(receiver.url("/"), Map.of());
        Event event = announce(ready(order(), 1));

        await().atMost(PATIENCE).until(() -> states(id(endpoint)), List.of("delivered")::equals);

        assertThat(receiver.ids()).containsExactly(event.id(), event.id(), event.id(), event.id());
        assertThat(outcomes(id(endpoint))).containsExactly("status-500", "status-302", "status-404", "delivered");
    }

    /** Its patient's data is erased while the call is under way: what is answered may name him. */
    @ParameterizedTest
    @ValueSource(ints = {200, 500})
    void keepsNothingOfAnAnswerToWhatWasErasedMeanwhile(int status) {
        JsonPath endpoint = endpoint(receiver.url("/"), Map.of());
        receiver.usually(posted -> {
            execute("delete from outbox where event_id = '" + posted.id() + "'");
            return new Reply(status, Map.of(), "It is about Quillfeather.");
        });

        announce(ready(order(), 1));
        await().atMost(PATIENCE).until(() -> !outcomes(id(endpoint)).isEmpty());

        assertThat(texts("select coalesce(encode(body, 'hex'), 'none') from delivery_attempt where endpoint_id = '"
                        + id(endpoint) + "'"))
                .containsOnly("none");
    }

    @Test
    void deliversNoRevisionBeforeTheOneBefore() {
        receiver.reply(Reply.of(500), Reply.of(500));
        JsonPath endpoint = endpoint(receiver.url("/"), Map.of());
        OrderFacts order = order();
        Event first = announce(ready(order, 1));
        Event second = announce(ready(order, 2));
        Event third = announce(ready(order, 3));

        await().atMost(PATIENCE)
                .until(() -> states(id(endpoint)), List.of("delivered", "delivered", "delivered")::equals);

        assertThat(receiver.ids()).containsExactly(first.id(), first.id(), first.id(), second.id(), third.id());
    }

    @Test
    void oneEventThatIsRefusedKeepsNoOtherFromItsEndpoint() {
        OrderFacts bad = order();
        Event refused = ready(bad, 1);
        receiver.usually(posted -> Reply.of(posted.id().equals(refused.id()) ? 422 : 204));
        JsonPath endpoint = endpoint(receiver.url("/"), Map.of());
        announce(refused);
        await().atMost(PATIENCE).until(() -> outcomes(id(endpoint)).size() >= 3);

        Event other = announce(ready(order(), 1));

        await().atMost(PATIENCE).until(() -> receiver.ids().contains(other.id()));
    }

    @Test
    void oneEventThatItsEndpointBreaksAtKeepsNoOtherFromIt() {
        Event breaking = ready(order(), 1);
        receiver.usually(posted -> Reply.of(posted.id().equals(breaking.id()) ? 502 : 204));
        JsonPath endpoint = endpoint(receiver.url("/"), Map.of());
        announce(breaking);
        await().atMost(PATIENCE).until(() -> outcomes(id(endpoint)).size() >= 2);

        List<Event> others =
                IntStream.range(0, 5).mapToObj(n -> announce(ready(order(), 1))).toList();

        await().atMost(PATIENCE)
                .until(() -> receiver.ids()
                        .containsAll(others.stream().map(Event::id).toList()));
        assertThat(reason(endpoint)).isNull();
        assertThat(states(id(endpoint)).getFirst()).isEqualTo("due");
    }

    @Test
    void whileAnEndpointAnswersThatItIsOutNoEventButTheFirstUsesItsAttempts() {
        receiver.usually(posted -> Reply.of(503));
        JsonPath endpoint = endpoint(receiver.url("/"), Map.of());
        Event first = announce(ready(order(), 1));
        await().atMost(PATIENCE).until(() -> outcomes(id(endpoint)).size() >= 2);
        List<Event> others =
                IntStream.range(0, 5).mapToObj(n -> announce(ready(order(), 1))).toList();
        int before = outcomes(id(endpoint)).size();
        await().atMost(PATIENCE).until(() -> outcomes(id(endpoint)).size() >= before + 4);

        assertThat(attempted(endpoint)).containsExactly(first.id());

        receiver.usually(posted -> Reply.of(204));
        await().atMost(PATIENCE)
                .until(() -> receiver.ids()
                        .containsAll(others.stream().map(Event::id).toList()));
        await().atMost(PATIENCE).until(() -> states(id(endpoint)), Collections.nCopies(6, "delivered")::equals);
    }

    @Test
    void triesOneEventAloneWhileItsEndpointIsDownAndAllOnceItIsBack() {
        int port = receiver.port();
        receiver.close();
        JsonPath endpoint = endpoint(URI.create("http://127.0.0.1:" + port + "/"), Map.of());
        Event first = announce(ready(order(), 1));
        await().atMost(PATIENCE).until(() -> outcomes(id(endpoint)).size() >= 2);
        List<Event> others = IntStream.range(0, 10)
                .mapToObj(n -> announce(ready(order(), 1)))
                .toList();
        int before = outcomes(id(endpoint)).size();
        await().atMost(PATIENCE).until(() -> outcomes(id(endpoint)).size() >= before + 2);

        assertThat(attempted(endpoint)).containsExactly(first.id());

        receiver = Receiver.start(port);
        await().atMost(PATIENCE)
                .until(() -> receiver.ids()
                        .containsAll(others.stream().map(Event::id).toList()));
        assertThat(receiver.ids()).contains(first.id()).hasSize(11);
    }

    @Test
    void whatAnswersThatItIsGoneIsDisabledAndGetsWhatItMissedOnceItIsBack() {
        receiver.reply(Reply.of(410));
        JsonPath endpoint = endpoint(receiver.url("/"), Map.of());
        Event first = announce(ready(order(), 1));
        await().atMost(PATIENCE).until(() -> reason(endpoint), "gone"::equals);
        Event second = announce(ready(order(), 1));

        enable(endpoint, receiver.url("/back"));

        await().atMost(PATIENCE).until(() -> receiver.ids().containsAll(List.of(first.id(), second.id())));
        assertThat(receiver.posted()).filteredOn(one -> one.path().equals("/")).hasSize(1);
    }

    @Test
    void obeysTheHeadersOfAnAnswer() {
        receiver.reply(new Reply(200, Map.of("webhook-delivery", "abort-message"), ""));
        JsonPath endpoint = endpoint(receiver.url("/"), Map.of());
        announce(ready(order(), 1));
        await().atMost(PATIENCE).until(() -> states(id(endpoint)), List.of("dropped")::equals);

        receiver.reply(new Reply(500, Map.of("webhook-delivery", "disable"), ""));
        announce(ready(order(), 1));
        await().atMost(PATIENCE).until(() -> reason(endpoint), "asked"::equals);
    }

    @Test
    void takesOverWhatAProcessLeftBehind() {
        JsonPath endpoint = endpoint(receiver.url("/"), Map.of("enabled", false));
        Event event = announce(ready(order(), 1));
        await().atMost(PATIENCE).until(() -> states(id(endpoint)), List.of("due")::equals);
        execute("update delivery set lease_until = now() + interval '1 second', lease_token = 1 where endpoint_id = '"
                + id(endpoint) + "'");

        enable(endpoint, receiver.url("/"));

        await().atMost(PATIENCE).until(() -> states(id(endpoint)).getFirst(), "delivered"::equals);
        assertThat(receiver.ids()).containsOnlyOnce(event.id());
    }

    @Test
    void keepsTheBeginningOfAnAnswerSealed() {
        receiver.reply(new Reply(500, Map.of(), "Patient Quill is unknown. " + "x".repeat(10_000)));
        JsonPath endpoint = endpoint(receiver.url("/"), Map.of());
        announce(ready(order(), 1));

        await().atMost(PATIENCE).until(() -> outcomes(id(endpoint)).size() == 2);

        List<String> bodies =
                texts("select encode(body, 'escape') from delivery_attempt where body is not null and endpoint_id = '"
                        + id(endpoint) + "'");
        assertThat(bodies).singleElement().asString().doesNotContain("Quill");
    }

    private void enable(JsonPath endpoint, URI url) {
        given().auth()
                .oauth2(admin)
                .contentType(ContentType.JSON)
                .body(Map.of("url", url.toString(), "accounts", List.of(account)))
                .put("/api/v1/endpoints/" + id(endpoint))
                .then()
                .statusCode(200);
    }

    private String reason(JsonPath endpoint) {
        return given().auth()
                .oauth2(admin)
                .get("/api/v1/endpoints/" + id(endpoint))
                .jsonPath()
                .getString("disabledReason");
    }

    private List<String> attempted(JsonPath endpoint) {
        return texts("select event_id from delivery where attempts > 0 and endpoint_id = '" + id(endpoint) + "'");
    }

    private static Map<String, List<String>> lowerCase(Map<String, List<String>> headers) {
        Map<String, List<String>> lower = new HashMap<>();
        headers.forEach((name, values) -> lower.put(name.toLowerCase(java.util.Locale.ROOT), values));
        return lower;
    }
}
