package dev.scanrelay.acknowledge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import dev.scanrelay.flow.FlowProfile;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Captured;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(FlowProfile.class)
class AcknowledgementsApiTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NAME = "Quillfeather has two charts";

    @Inject
    Pairings pairings;

    @Inject
    Database database;

    private Flow flow;
    private String key;
    private long account;
    private String order;

    @BeforeEach
    void announceAScan() {
        flow = Flow.with(pairings);
        key = TestKeys.admin();
        account = flow.pairedClinic();
        order = announced(1);
    }

    @Test
    void keepsTheLatestAndTellsBothInTheTimeline() {
        JsonPath first = said(Map.of("outcome", "unmatched", "reason", NAME));
        JsonPath second = said(Map.of("outcome", "imported", "document", "doc-88123"));

        assertThat(first.getString("reason")).isEqualTo(NAME);
        JsonPath shown = ok(key, "/api/v1/orders/" + order);
        assertThat(shown.getMap("revisions[0].acknowledgement")).isEqualTo(second.getMap(""));
        assertThat(second.getString("by")).isNotBlank();
        assertThat(shown.getList("timeline.findAll { it.what == 'acknowledged' }.cause", String.class))
                .containsExactly("unmatched", "imported");
    }

    @Test
    void takesTheSameAgainAsTheSame() {
        Map<String, String> rejection = Map.of("outcome", "rejected", "reason", "a mesh can't be read");

        JsonPath first = said(rejection);
        JsonPath again = said(rejection);

        assertThat(again.getMap("")).isEqualTo(first.getMap(""));
        assertThat(ok(key, "/api/v1/orders/" + order)
                        .getList("timeline.findAll { it.what == 'acknowledged' }.cause", String.class))
                .containsExactly("rejected");
    }

    @Test
    void tellsAReasonToThoseAloneWhoMayReadNamesAndKeepsItSealed() {
        said(Map.of("outcome", "unmatched", "reason", NAME));
        String narrow = key(Map.of("scopes", List.of("orders:read")));

        String seen = get(narrow, "/api/v1/orders/" + order).asString()
                + get(narrow, "/api/v1/acknowledgements/open?state=unmatched&account=" + account)
                        .asString();

        assertThat(seen).contains("unmatched").doesNotContain("Quillfeather has");
        assertThat(database
                        .<Object[]>read(session -> session.createNativeQuery(
                                        "select encode(reason, 'escape'), state from acknowledgement where order_id = cast(:order as uuid)",
                                        Object[].class)
                                .setParameter("order", order)
                                .getSingleResult())[0]
                        .toString())
                .isNotEmpty()
                .doesNotContain("Quillfeather");
    }

    @Test
    void showsAReasonInNoLogEventMetricOrRecordOfCalls() {
        try (Captured logs = Captured.start()) {
            said(Map.of("outcome", "unmatched", "reason", NAME));
            said(Map.of("outcome", "rejected", "reason", NAME));
            assertThat(say(key, order, 1, Map.of("outcome", "rejected", "reason", (NAME + " ").repeat(200)))
                            .statusCode())
                    .isEqualTo(400);
            age();
            ok(key, "/api/v1/acknowledgements/open?state=rejected&account=" + account);

            assertThat(logs.text()).isNotEmpty();
            assertThat(List.of(
                            logs.text(),
                            given().get("/q/metrics").asString(),
                            flow.announcements().everything(),
                            table("outbox"),
                            table("announced_event"),
                            table("timeline"),
                            table("audit_record")))
                    .allSatisfy(place -> assertThat(place).doesNotContainIgnoringCase("Quillfeather"));
        }
    }

    private String table(String name) {
        return database
                .read(session -> session.createNativeQuery(
                                "select 1, cast(row_to_json(t) as text) from " + name + " t", Object[].class)
                        .getResultList())
                .stream()
                .map(row -> String.valueOf(row[1]))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void listsWhatIsUnmatchedUntilItIsImported() {
        said(Map.of("outcome", "unmatched"));

        JsonPath open = ok(key, "/api/v1/acknowledgements/open?state=unmatched&account=" + account);
        assertThat(open.getList("revisions.orderId")).containsExactly(order);
        assertThat(open.getString("revisions[0].acknowledgement.outcome")).isEqualTo("unmatched");
        said(Map.of("outcome", "imported"));
        assertThat(ok(key, "/api/v1/acknowledgements/open?state=unmatched&account=" + account)
                        .getList("revisions"))
                .isEmpty();
    }

    @Test
    void listsWhatIsOverduePageByPageOnceTheAccountHasAcknowledged() {
        said(Map.of("outcome", "imported"));
        String second = announced(1);
        String third = announced(1);
        await().atMost(PATIENCE).until(() -> rows() == 3);
        String list = "/api/v1/acknowledgements/open?limit=1&account=" + account;
        assertThat(ok(key, list).getList("revisions")).isEmpty();

        age();

        JsonPath page = ok(key, list);
        JsonPath next = ok(key, list + "&cursor=" + page.getString("next"));
        assertThat(List.of(page.getString("revisions[0].orderId"), next.getString("revisions[0].orderId")))
                .containsExactlyInAnyOrder(second, third);
        assertThat(next.getString("next")).isNull();
        assertThat(page.getString("revisions[0].state")).isEqualTo("overdue");
        String stop = "/api/v1/acknowledgements/expected/" + account;
        assertThat(with(key).delete(stop).statusCode()).isEqualTo(204);
        assertThat(with(key).delete(stop).statusCode()).isEqualTo(404);
        assertThat(ok(key, list).getList("revisions")).isEmpty();
    }

    @Test
    void existsForNobodyElse() {
        TestKeys.partner("acknowledge-other");
        Map<String, String> imported = Map.of("outcome", "imported");
        String reader = key(Map.of("scopes", List.of("orders:read")));
        String elsewhere = key(Map.of("scopes", List.of("orders:acknowledge"), "accounts", List.of("999999")));

        assertThat(say(TestKeys.admin("acknowledge-other"), order, 1, imported).statusCode())
                .isEqualTo(404);
        assertThat(say(elsewhere, order, 1, imported).statusCode()).isEqualTo(404);
        assertThat(say(reader, order, 1, imported).statusCode()).isEqualTo(403);
        assertThat(say(key, order, 7, imported).statusCode()).isEqualTo(404);
        assertThat(say(key, UUID.randomUUID().toString(), 1, imported).statusCode())
                .isEqualTo(404);
        assertThat(rows()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"outcome\":\"lost\"}",
                "{\"outcome\":\"imported\",\"document\":\"Jane Doe\"}",
                "{\"outcome\":\"imported\",\"document\":\"\"}",
                "{\"outcome\":\"imported\",\"reason\":\"a\\u0000b\"}",
                "[]",
                "nonsense"
            })
    void refusesWhatIsOfTheWrongForm(String body) {
        Response answer = with(key)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/orders/{order}/revisions/1/ack", order);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.asString()).doesNotContain("Jane");
    }

    private String announced(int revision) {
        String rx = flow.sandbox().scan(account).rxId();
        flow.ready(rx, revision);
        await().atMost(PATIENCE)
                .until(() -> get(key, "/api/v1/orders/by-rx/" + rx)
                        .jsonPath()
                        .getList("timeline.what")
                        .contains("announced"));
        return ok(key, "/api/v1/orders/by-rx/" + rx).getString("id");
    }

    private long rows() {
        return ((Number) database.<Object[]>read(session -> session.createNativeQuery(
                                "select count(*), 1 from acknowledgement where account_id = :account", Object[].class)
                        .setParameter("account", Long.toString(account))
                        .getSingleResult())[0])
                .longValue();
    }

    private void age() {
        database.write(session -> session.createNativeQuery(
                        "update acknowledgement set since = since - interval '25 hours' where account_id = :account")
                .setParameter("account", Long.toString(account))
                .executeUpdate());
    }

    private JsonPath said(Map<String, String> body) {
        return say(key, order, 1, body).then().statusCode(200).extract().jsonPath();
    }

    private static Response say(String key, String order, int revision, Map<String, String> body) {
        return with(key)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/orders/{order}/revisions/{revision}/ack", order, revision);
    }

    private static io.restassured.specification.RequestSpecification with(String key) {
        return given().header("Authorization", "Bearer " + key);
    }

    private static Response get(String key, String path) {
        return with(key).get(path);
    }

    private static JsonPath ok(String key, String path) {
        return get(key, path).then().statusCode(200).extract().jsonPath();
    }

    private String key(Map<String, Object> wish) {
        Map<String, Object> body = new java.util.HashMap<>(wish);
        body.putAll(Map.of("name", "test", "owner", "a test"));
        return with(key)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }
}
