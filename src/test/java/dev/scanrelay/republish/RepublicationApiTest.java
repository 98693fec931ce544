package dev.scanrelay.republish;

import static io.restassured.RestAssured.given;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import dev.scanrelay.event.Event;
import dev.scanrelay.event.OrderFacts;
import dev.scanrelay.event.OrderFailed;
import dev.scanrelay.event.Outbox;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.testing.Services;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
class RepublicationApiTest {

    private static final String PATH = "/api/v1/republications";
    private static final String ONE = PATH + "/{id}";
    private static final String OTHER = "republication-other";

    @Inject
    Database database;

    @Inject
    Outbox outbox;

    private final String account =
            "ra" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private final String key = TestKeys.admin();

    @Test
    void sendsTheEventsOfAnAccountAndTellsHowFarItIs() {
        announced(3);

        JsonPath begun = started(Map.of("topic", "orders.v1", "account", account, "from", "2026-01-01"));

        assertThat(begun.getString("topic")).isEqualTo("orders.v1");
        assertThat(begun.getString("account")).isEqualTo(account);
        assertThat(begun.getString("askedBy")).isEqualTo(key.split("_")[1]);
        JsonPath done = ended(begun.getString("id"));
        assertThat(done.getString("state")).isEqualTo("done");
        assertThat(done.getLong("sent")).isEqualTo(3);
        assertThat(done.getLong("left")).isZero();
        assertThat(done.getString("endedAt")).isNotNull();
        assertThat(with(key).get(PATH).jsonPath().getList("republications.id")).contains(begun.getString("id"));
    }

    @Test
    void isOnRecordBeforeItIsDone() {
        announced(1);

        started(Map.of("topic", "orders.v1", "account", account, "from", "2026-01-01"));

        List<Map<String, Object>> records =
                with(key).get("/api/v1/audit?account=" + account).jsonPath().getList("records");
        assertThat(records)
                .extracting(record -> record.get("action") + " " + record.get("phase"))
                .contains("republication.start begun", "republication.start ended");
    }

    @Test
    void belongsToItsPartnerAlone() {
        announced(1);
        TestKeys.partner(OTHER);
        String other = TestKeys.admin(OTHER);
        String id = started(Map.of("topic", "orders.v1", "account", account, "from", "2026-01-01"))
                .getString("id");

        assertThat(with(other).get(ONE, id).statusCode()).isEqualTo(404);
        assertThat(with(other).delete(ONE, id).statusCode()).isEqualTo(404);
        assertThat(with(other).get(PATH).jsonPath().getList("republications.id"))
                .doesNotContain(id);
        assertThat(type(post(other, Map.of("topic", "orders.v1", "account", account, "from", "2026-01-01"))))
                .endsWith(":account-not-found");
    }

    @Test
    void letsAPartnerUseNoTopicThatIsNotGivenToIt() {
        TestKeys.partner(OTHER);
        String other = TestKeys.admin(OTHER);

        for (String topic : List.of(
                "orders.v1", "scan.notifications.v1", "scanrelay.relay.progress.v1", "__consumer_offsets", "", "%00")) {
            Response refused = post(other, Map.of("topic", topic, "from", "2026-01-01"));
            assertThat(refused.statusCode()).as(topic).isEqualTo(409);
            assertThat(type(refused)).endsWith(":topic-not-permitted");
        }
        assertThat(type(post(key, Map.of("topic", "scan.notifications.v1", "from", "2026-01-01"))))
                .endsWith(":topic-not-permitted");
    }

    @Test
    void refusesATopicThatIsNotThere() {
        Response refused = post(key, Map.of("topic", "missing.v1", "from", "2026-01-01"));

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(type(refused)).endsWith(":topic-missing");
    }

    @Test
    void needsAnAdministrator() {
        Map<String, Object> rights =
                Map.of("name", "n", "owner", "o", "scopes", List.of("orders:read", "orders:write"));
        String narrow = with(key)
                .contentType(ContentType.JSON)
                .body(rights)
                .post("/api/v1/keys")
                .path("key");

        assertThat(post(narrow, Map.of("topic", "orders.v1", "from", "2026-01-01"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(with(narrow).get(PATH).statusCode()).isEqualTo(403);
    }

    @Test
    void stopsWhatRunsAndLeavesAloneWhatHasEnded() {
        announced(1);
        String id = started(Map.of("topic", "orders.v1", "account", account, "from", "2026-01-01"))
                .getString("id");
        ended(id);

        assertThat(with(key).delete(ONE, id).statusCode()).isEqualTo(204);
        assertThat(with(key).get(ONE, id).jsonPath().getString("state")).isEqualTo("done");
        assertThat(with(key).delete(ONE, UUID.randomUUID()).statusCode()).isEqualTo(404);
        assertThat(with(key).get(ONE, "x").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{}",
                "{\"topic\":\"orders.v1\"}",
                "{\"from\":\"2026-01-01\"}",
                "{\"topic\":\"orders.v1\",\"from\":\"yesterday\"}",
                "{\"topic\":\"orders.v1\",\"from\":null}",
                "{\"topic\":\"orders.v1\",\"from\":\"2026-01-01\",\"to\":\"2026-01-01\"}",
                "{\"topic\":\"orders.v1\",\"from\":\"2026-01-01\",\"to\":\"2025-01-01\"}",
                "{\"topic\":\"orders.v1\",\"from\":\"2026-01-01\",\"account\":\"\"}",
                "{\"topic\":[\"orders.v1\"],\"from\":\"2026-01-01\"}",
                "{\"topic\":\"orders.v1\",\"from\":\"2026-01-01\",\"acount\":\"1\"}"
            })
    void refusesWhatItCannotRead(String body) {
        Response answer = with(key).contentType(ContentType.JSON).body(body).post(PATH);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }

    private void announced(int events) {
        UUID order = UUID.randomUUID();
        execute("insert into scan_order (id, partner_id, account_id, rx_id, due_at, created_at, changed_at) values ('"
                + order + "', 'default', '" + account + "', '" + order + "', now(), now(), now())");
        OrderFacts facts = new OrderFacts(
                PartnerId.DEFAULT,
                new AccountId(account),
                order,
                new RxId(order.toString()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "unsolicited",
                List.of());
        for (int number = 1; number <= events; number++) {
            Event event = Event.of(
                    new OrderFailed(facts, "permanent", "gone", number),
                    "try " + number,
                    Instant.parse("2026-03-02T09:15:31Z"));
            database.write(session -> outbox.append(session, event));
        }
        await().atMost(ofSeconds(20)).until(() -> count() == events);
    }

    private long count() {
        return database.read(session -> session.createNativeQuery(
                        "select count(*) from outbox where account_id = :account and announced_at is not null",
                        Tuple.class)
                .setParameter("account", account)
                .getSingleResult()
                .map(row -> ((Number) row.get(0)).longValue()));
    }

    private void execute(String sql) {
        database.<Integer>write(
                session -> (Uni<Integer>) session.createNativeQuery(sql).executeUpdate());
    }

    private JsonPath started(Map<String, Object> ask) {
        return post(key, ask).then().statusCode(202).extract().jsonPath();
    }

    private JsonPath ended(String id) {
        return await().atMost(ofSeconds(20))
                .until(
                        () -> with(key)
                                .get(ONE, id)
                                .then()
                                .statusCode(200)
                                .extract()
                                .jsonPath(),
                        now -> !now.getString("state").equals("running"));
    }

    private static Response post(String with, Map<String, Object> ask) {
        return with(with).contentType(ContentType.JSON).body(new HashMap<>(ask)).post(PATH);
    }

    private static String type(Response refused) {
        return refused.jsonPath().getString("type");
    }

    private static RequestSpecification with(String key) {
        return given().header("Authorization", "Bearer " + key);
    }
}
