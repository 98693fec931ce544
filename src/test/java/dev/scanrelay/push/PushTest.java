package dev.scanrelay.push;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import dev.scanrelay.database.Database;
import dev.scanrelay.event.Event;
import dev.scanrelay.event.OrderFacts;
import dev.scanrelay.event.OrderReady;
import dev.scanrelay.event.Outbox;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.push.Receiver.Reply;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(PushProfile.class)
class PushTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant TIME = Instant.parse("2026-03-02T09:15:31Z");

    @Inject
    Database database;

    @Inject
    Outbox outbox;

    private final List<String> made = new ArrayList<>();
    private final String account =
            "pu" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private Receiver receiver;
    private String admin;

    @BeforeEach
    void startAReceiver() {
        admin = TestKeys.admin();
        receiver = Receiver.start();
    }

    @AfterEach
    void stopIt() {
        receiver.close();
        made.forEach(id -> given().auth().oauth2(admin).delete("/api/v1/endpoints/" + id));
    }

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
        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("delivered")::equals);
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

        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("delivered")::equals);

        assertThat(receiver.ids()).containsExactly(event.id(), event.id(), event.id(), event.id());
        assertThat(outcomes(endpoint)).containsExactly("status-500", "status-302", "status-404", "delivered");
    }

    @Test
    void deliversNoRevisionBeforeTheOneBefore() {
        receiver.reply(Reply.of(500), Reply.of(500));
        JsonPath endpoint = endpoint(receiver.url("/"), Map.of());
        OrderFacts order = order();
        Event first = announce(ready(order, 1));
        Event second = announce(ready(order, 2));
        Event third = announce(ready(order, 3));

        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("delivered", "delivered", "delivered")::equals);

        assertThat(receiver.ids()).containsExactly(first.id(), first.id(), first.id(), second.id(), third.id());
    }

    @Test
    void oneEventThatIsRefusedKeepsNoOtherFromItsEndpoint() {
        OrderFacts bad = order();
        Event refused = ready(bad, 1);
        receiver.usually(posted -> Reply.of(posted.id().equals(refused.id()) ? 422 : 204));
        JsonPath endpoint = endpoint(receiver.url("/"), Map.of());
        announce(refused);
        await().atMost(PATIENCE).until(() -> outcomes(endpoint).size() >= 3);

        Event other = announce(ready(order(), 1));

        await().atMost(PATIENCE).until(() -> receiver.ids().contains(other.id()));
    }

    @Test
    void triesOneEventAloneWhileItsEndpointIsDownAndAllOnceItIsBack() {
        int port = receiver.port();
        receiver.close();
        JsonPath endpoint = endpoint(URI.create("http://127.0.0.1:" + port + "/"), Map.of());
        Event first = announce(ready(order(), 1));
        await().atMost(PATIENCE).until(() -> outcomes(endpoint).size() >= 2);
        List<Event> others = IntStream.range(0, 10)
                .mapToObj(n -> announce(ready(order(), 1)))
                .toList();
        int before = outcomes(endpoint).size();
        await().atMost(PATIENCE).until(() -> outcomes(endpoint).size() >= before + 2);

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
        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("dropped")::equals);

        receiver.reply(new Reply(500, Map.of("webhook-delivery", "disable"), ""));
        announce(ready(order(), 1));
        await().atMost(PATIENCE).until(() -> reason(endpoint), "asked"::equals);
    }

    @Test
    void aStalledEndpointTakesNothingFromTheOthers() {
        int others = 199;
        receiver.usually(posted -> posted.path().equals("/stalled") ? receiver.stall() : Reply.of(204));
        JsonPath stalled = endpoint(receiver.url("/stalled"), Map.of());
        IntStream.range(0, others).forEach(number -> endpoint(receiver.url("/" + number), Map.of()));

        IntStream.range(0, 3).forEach(number -> announce(ready(order(), 1)));

        await().atMost(PATIENCE).until(() -> delivered() == 3L * others);
        assertThat(outcomes(stalled)).isEmpty(); // its first attempt is still open
    }

    @Test
    void endpointsThatStallWithAllTheyTakeLeaveHandsToTheOthers() {
        receiver.usually(posted -> posted.path().startsWith("/stalled") ? receiver.stall() : Reply.of(204));
        List<JsonPath> stalled = IntStream.range(0, 4)
                .mapToObj(number -> endpoint(receiver.url("/stalled/" + number), Map.of("concurrency", 100)))
                .toList();
        IntStream.range(0, 200).forEach(number -> announce(ready(order(), 1)));
        await().atMost(PATIENCE)
                .until(() -> stalled.stream().allMatch(one -> states(one).size() == 200));
        await().atMost(PATIENCE).until(() -> receiver.posted().size() >= 100);
        JsonPath quick = endpoint(receiver.url("/quick"), Map.of());

        Event event = announce(ready(order(), 1));

        await().atMost(PATIENCE).until(() -> states(quick), List.of("delivered")::equals);
        assertThat(receiver.posted())
                .filteredOn(one -> one.path().equals("/quick"))
                .extracting(Receiver.Posted::id)
                .containsExactly(event.id());
    }

    @Test
    void beginsNoMoreInASecondThanAnEndpointWants() {
        JsonPath endpoint = endpoint(receiver.url("/"), Map.of("perSecond", 2));
        Instant begun = Instant.now();
        IntStream.range(0, 7).forEach(number -> announce(ready(order(), 1)));

        await().atMost(PATIENCE).until(() -> states(endpoint), Collections.nCopies(7, "delivered")::equals);

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
                .until(() ->
                        states(endpoint).stream().filter("delivered"::equals).count() == 20);

        assertThat(most).hasValue(1);
        assertThat(receiver.ids()).doesNotHaveDuplicates().hasSize(20);
    }

    @Test
    void takesOverWhatAProcessLeftBehind() {
        JsonPath endpoint = endpoint(receiver.url("/"), Map.of("enabled", false));
        Event event = announce(ready(order(), 1));
        await().atMost(PATIENCE).until(() -> states(endpoint), List.of("due")::equals);
        execute("update delivery set lease_until = now() + interval '1 second', lease_token = 1 where endpoint_id = '"
                + endpoint.getString("endpoint.id") + "'");

        enable(endpoint, receiver.url("/"));

        await().atMost(PATIENCE).until(() -> states(endpoint).getFirst(), "delivered"::equals);
        assertThat(receiver.ids()).containsOnlyOnce(event.id());
    }

    @Test
    void keepsTheBeginningOfAnAnswerSealed() {
        receiver.reply(new Reply(500, Map.of(), "Patient Quill is unknown. " + "x".repeat(10_000)));
        JsonPath endpoint = endpoint(receiver.url("/"), Map.of());
        announce(ready(order(), 1));

        await().atMost(PATIENCE).until(() -> outcomes(endpoint).size() == 2);

        List<String> bodies =
                texts("select encode(body, 'escape') from delivery_attempt where body is not null and endpoint_id = '"
                        + endpoint.getString("endpoint.id") + "'");
        assertThat(bodies).singleElement().asString().doesNotContain("Quill");
    }

    private JsonPath endpoint(URI url, Map<String, ?> more) {
        Map<String, Object> wish = new HashMap<>(Map.of("url", url.toString(), "accounts", List.of(account)));
        wish.putAll(more);
        JsonPath answer = given().auth()
                .oauth2(admin)
                .contentType(ContentType.JSON)
                .body(wish)
                .post("/api/v1/endpoints")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        made.add(answer.getString("endpoint.id"));
        return answer;
    }

    private void enable(JsonPath endpoint, URI url) {
        given().auth()
                .oauth2(admin)
                .contentType(ContentType.JSON)
                .body(Map.of("url", url.toString(), "accounts", List.of(account)))
                .put("/api/v1/endpoints/" + endpoint.getString("endpoint.id"))
                .then()
                .statusCode(200);
    }

    private String reason(JsonPath endpoint) {
        return given().auth()
                .oauth2(admin)
                .get("/api/v1/endpoints/" + endpoint.getString("endpoint.id"))
                .jsonPath()
                .getString("disabledReason");
    }

    private OrderFacts order() {
        return new OrderFacts(
                PartnerId.DEFAULT,
                new AccountId(account),
                UUID.randomUUID(),
                new RxId(UUID.randomUUID().toString()),
                Optional.empty(),
                Optional.empty(),
                Optional.of("Completed"),
                Optional.empty(),
                "unsolicited",
                List.of());
    }

    private static Event ready(OrderFacts order, int revision) {
        return Event.orderReady(
                new OrderReady(
                        order,
                        revision,
                        "1:" + "ab".repeat(32),
                        Optional.empty(),
                        TIME,
                        true,
                        "complete",
                        Optional.empty(),
                        0,
                        List.of()),
                TIME);
    }

    private Event announce(Event event) {
        database.write(session -> outbox.append(session, event));
        return event;
    }

    private List<String> states(JsonPath endpoint) {
        return texts("select state from delivery where endpoint_id = '" + endpoint.getString("endpoint.id")
                + "' order by position");
    }

    private List<String> outcomes(JsonPath endpoint) {
        return texts("select outcome from delivery_attempt where endpoint_id = '" + endpoint.getString("endpoint.id")
                + "' order by id");
    }

    private List<String> attempted(JsonPath endpoint) {
        return texts("select event_id from delivery where attempts > 0 and endpoint_id = '"
                + endpoint.getString("endpoint.id") + "'");
    }

    private long delivered() {
        return texts(
                        "select d.event_id from delivery d join outbox o on o.event_id = d.event_id where d.state = 'delivered' and o.account_id = '"
                                + account + "'")
                .size();
    }

    private List<String> texts(String sql) {
        return database
                .read(session -> session.createNativeQuery(sql.replaceFirst("select ", "select 1, "), Object[].class)
                        .getResultList())
                .stream()
                .map(row -> String.valueOf(row[1]))
                .toList();
    }

    private void execute(String sql) {
        database.write(session -> session.createNativeQuery(sql).executeUpdate());
    }

    private static Map<String, List<String>> lowerCase(Map<String, List<String>> headers) {
        Map<String, List<String>> lower = new HashMap<>();
        headers.forEach((name, values) -> lower.put(name.toLowerCase(java.util.Locale.ROOT), values));
        return lower;
    }
}
