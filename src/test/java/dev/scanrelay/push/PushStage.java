package dev.scanrelay.push;

import static io.restassured.RestAssured.given;

import dev.scanrelay.database.Database;
import dev.scanrelay.event.Event;
import dev.scanrelay.event.OrderFacts;
import dev.scanrelay.event.OrderReady;
import dev.scanrelay.event.Outbox;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.testing.TestKeys;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A clinic of its own for each test, somebody who receives, and what can be looked up of the deliveries. */
abstract class PushStage {

    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Instant TIME = Instant.parse("2026-03-02T09:15:31Z");

    @Inject
    Database database;

    @Inject
    Outbox outbox;

    final String account = "pu" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    Receiver receiver;
    String admin;
    private final Map<String, String> made = new HashMap<>(); // and with which key

    @BeforeEach
    void startAReceiver() {
        admin = TestKeys.admin();
        receiver = Receiver.start();
    }

    @AfterEach
    void stopIt() {
        receiver.close();
        made.forEach((id, key) -> given().auth().oauth2(key).delete("/api/v1/endpoints/" + id));
    }

    /** The answer to its creation. */
    final JsonPath endpoint(URI url, Map<String, ?> more) {
        return endpoint(admin, url, more);
    }

    /** With the key of another partner. */
    final JsonPath endpoint(String key, URI url, Map<String, ?> more) {
        Map<String, Object> wish = new HashMap<>(Map.of("url", url.toString(), "accounts", List.of(account)));
        wish.putAll(more);
        JsonPath answer = given().auth()
                .oauth2(key)
                .contentType(ContentType.JSON)
                .body(wish)
                .post("/api/v1/endpoints")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        made.put(id(answer), key);
        return answer;
    }

    static String id(JsonPath endpoint) {
        return endpoint.getString("endpoint.id");
    }

    final OrderFacts order() {
        return order(PartnerId.DEFAULT);
    }

    final OrderFacts order(PartnerId partner) {
        return order(partner, new AccountId(account));
    }

    final OrderFacts order(AccountId of) {
        return order(PartnerId.DEFAULT, of);
    }

    private static OrderFacts order(PartnerId partner, AccountId account) {
        return new OrderFacts(
                partner,
                account,
                UUID.randomUUID(),
                new RxId(UUID.randomUUID().toString()),
                Optional.empty(),
                Optional.empty(),
                Optional.of("Completed"),
                Optional.empty(),
                "unsolicited",
                List.of());
    }

    static Event ready(OrderFacts order, int revision) {
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

    final Event announce(Event event) {
        database.write(session -> outbox.append(session, event));
        return event;
    }

    /** Of its deliveries, in the order of their events. */
    final List<String> states(String endpoint) {
        return texts("select state from delivery where endpoint_id = '" + endpoint + "' order by position");
    }

    /** Of all attempts at it, in their order. */
    final List<String> outcomes(String endpoint) {
        return texts("select outcome from delivery_attempt where endpoint_id = '" + endpoint + "' order by id");
    }

    /** The one column of a statement. */
    final List<String> texts(String sql) {
        return database
                .read(session -> session.createNativeQuery(sql.replaceFirst("select ", "select 1, "), Object[].class)
                        .getResultList())
                .stream()
                .map(row -> String.valueOf(row[1]))
                .toList();
    }

    final void execute(String sql) {
        database.write(session -> session.createNativeQuery(sql).executeUpdate());
    }
}
