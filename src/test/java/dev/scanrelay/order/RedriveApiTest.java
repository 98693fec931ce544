package dev.scanrelay.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
class RedriveApiTest {

    private static final String MANY = "/api/v1/orders/redrive";
    private static final PartnerId OTHER = new PartnerId("redrive-other");

    @Inject
    Database database;

    @Inject
    Orders orders;

    @Inject
    Workbench bench;

    private final String account = "rdr-" + UUID.randomUUID().toString().substring(0, 12);
    private ApiClient api;

    @BeforeEach
    void makeKeys() {
        bench.execute("insert into partner (id, name) values ('redrive-other', 'Other') on conflict do nothing");
        api = ApiClient.admin();
    }

    @Test
    void startsAParkedOrderAnewInTheSlowLane() {
        UUID order = parked("permanent");

        Response answer = one(order);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.jsonPath().getBoolean("requested")).isTrue();
        Row row = bench.row(order);
        assertThat(row.text("state")).isEqualTo("waiting");
        assertThat(row.integer("lane")).isEqualTo(Lane.SLOW.number());
        assertThat(row.integer("failures")).isZero();
        assertThat(row.number("done")).isLessThan(row.number("wanted"));
        assertThat(row.instant("due_at")).isBeforeOrEqualTo(Instant.now());
        assertThat(row.text("wanted_by")).isEqualTo("redrive");
        assertThat(bench.timeline(order)).containsExactly("notified", "parked permanent: gone", "requested redrive");
    }

    @Test
    void changesNothingWhenRepeated() {
        UUID order = parked("permanent");
        one(order);
        long wanted = bench.row(order).number("wanted");

        Response again = one(order);
        JsonPath many = many(Map.of("account", account, "state", "waiting"));

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.jsonPath().getBoolean("requested")).isFalse();
        assertThat(many.getList("orders.id")).containsExactly(order.toString());
        assertThat(many.getInt("requested")).isZero();
        assertThat(bench.row(order).number("wanted")).isEqualTo(wanted);
        assertThat(bench.timeline(order)).endsWith("requested redrive").hasSize(3);
    }

    @Test
    void bringsForwardWhatWaitsForItsNextAttempt() {
        UUID order = bench.wanted(account);
        LeasedOrder leased = bench.lease(order);
        database.write(session -> orders.postpone(
                session, leased, Instant.now().plusSeconds(86_400), Instant.now(), note("transient", "unreachable")));

        assertThat(one(order).jsonPath().getBoolean("requested")).isTrue();

        assertThat(bench.row(order).instant("due_at")).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void looksAgainAtAnOrderThatIsReadyAndKeepsItReady() {
        UUID order = bench.ready(account);

        assertThat(one(order).jsonPath().getBoolean("requested")).isTrue();

        Row row = bench.row(order);
        assertThat(row.text("state")).isEqualTo("ready");
        assertThat(row.number("done")).isLessThan(row.number("wanted"));
        assertThat(bench.events(order, "order.ready.v1")).hasSize(1);
    }

    @Test
    void redrivesTheParkedOnesOfAnAccountAndNothingElse() {
        UUID first = parked("permanent");
        UUID second = parked("refused");
        UUID ready = bench.ready(account);
        long done = bench.row(ready).number("wanted");

        JsonPath answer = many(Map.of("account", account));

        assertThat(ids(answer)).containsExactlyInAnyOrder(first, second);
        assertThat(answer.getInt("requested")).isEqualTo(2);
        assertThat(bench.row(ready).number("wanted")).isEqualTo(done);
    }

    @Test
    void redrivesOneClassOfFailures() {
        UUID refused = parked("refused");
        UUID permanent = parked("permanent");

        JsonPath answer = many(Map.of("account", account, "failure", "refused"));

        assertThat(ids(answer)).containsExactly(refused);
        assertThat(answer.getInt("looked")).isEqualTo(2);
        assertThat(bench.row(permanent).text("state")).isEqualTo("parked");
    }

    @Test
    void redrivesWhatWasNotifiedSinceATimeThoughItIsReady() {
        UUID before = bench.ready(account);
        UUID since = bench.ready(account);
        bench.execute("update scan_order set notified_at = '2026-03-05T00:00:00Z' where id = '" + since + "'");

        JsonPath answer = many(Map.of("account", account, "state", "ready", "notifiedSince", "2026-03-05T00:00:00Z"));

        assertThat(ids(answer)).containsExactly(since);
        assertThat(bench.row(before).number("done")).isEqualTo(bench.row(before).number("wanted"));
    }

    @Test
    void redrivesAllThatWasNotifiedSinceATimeInOneRun() {
        UUID parked = parked("permanent");
        UUID ready = bench.ready(account);
        UUID withdrawn = bench.ready(account);
        UUID before = bench.ready(account);
        bench.execute(
                "update scan_order set notified_at = '2026-03-06T00:00:00Z' where account_id = '" + account + "'");
        bench.execute("update scan_order set notified_at = '2026-03-01T00:00:00Z' where id = '" + before + "'");
        bench.execute("update scan_order set state = 'withdrawn' where id = '" + withdrawn + "'");

        JsonPath answer = many(Map.of("account", account, "state", "any", "notifiedSince", "2026-03-06T00:00:00Z"));

        assertThat(ids(answer)).containsExactlyInAnyOrder(parked, ready);
        assertThat(bench.row(withdrawn).text("state")).isEqualTo("withdrawn");
        assertThat(bench.row(before).number("done")).isEqualTo(bench.row(before).number("wanted"));
    }

    @Test
    void previewsTheSameOrdersWithTheirCausesAndChangesNothing() {
        UUID permanent = parked("permanent");
        parked("refused");
        Map<String, Object> ask = Map.of("account", account, "failure", "permanent");
        ApiClient reader = api.with(List.of("orders:read"), List.of());

        JsonPath preview = reader.request()
                .contentType(ContentType.JSON)
                .body(ask)
                .post(MANY + "/preview")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(ids(preview)).containsExactly(permanent);
        assertThat(preview.getString("orders[0].failure")).isEqualTo("permanent: gone");
        assertThat(preview.getString("orders[0].state")).isEqualTo("parked");
        assertThat(preview.getInt("requested")).isEqualTo(1);
        assertThat(bench.row(permanent).text("state")).isEqualTo("parked");
        assertThat(ids(many(ask))).containsExactly(permanent);
    }

    @Test
    void previewsNothingOfAnotherPartnerOrAccount() {
        parked("permanent");
        ApiClient sibling = api.with(List.of("orders:read"), List.of(account + "-b"));
        ApiClient other = ApiClient.adminOf(OTHER.value());

        assertThat(sibling.request()
                        .contentType(ContentType.JSON)
                        .body(Map.of("account", account))
                        .post(MANY + "/preview")
                        .statusCode())
                .isEqualTo(404);
        assertThat(other.request()
                        .contentType(ContentType.JSON)
                        .body(Map.of("account", account))
                        .post(MANY + "/preview")
                        .jsonPath()
                        .getList("orders"))
                .isEmpty();
    }

    @Test
    void listsTheParkedOnesOfAClassAndATime() {
        UUID permanent = parked("permanent");
        UUID refused = parked("refused");
        bench.execute("update scan_order set notified_at = '2026-03-07T00:00:00Z' where id = '" + refused + "'");
        String list = "/api/v1/orders?state=parked&account=" + account;

        assertThat(api.ok(list + "&failure=permanent").getList("orders.id")).containsExactly(permanent.toString());
        assertThat(api.ok(list + "&notifiedSince=2026-03-07").getList("orders.id"))
                .containsExactly(refused.toString());
        assertThat(api.ok(list + "&failure=permanent&notifiedSince=2026-03-07").getList("orders"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failure=permanent",
                "state=ready&failure=permanent",
                "notifiedSince=2026-03-07",
                "state=parked&failure=%25",
                "state=parked&failure=",
                "state=parked&failure=a&failure=b",
                "state=parked&notifiedSince=yesterday",
                "source=align&account=1&from=2026-03-01&failure=permanent"
            })
    void refusesAListItCannotRead(String query) {
        Response answer = api.request().urlEncodingEnabled(false).get("/api/v1/orders?" + query);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }

    @Test
    void takesManyByPagesAndEachOnce() {
        Set<UUID> parked = Set.of(
                parked("permanent"),
                parked("permanent"),
                parked("permanent"),
                parked("permanent"),
                parked("permanent"));

        List<UUID> taken = new ArrayList<>();
        JsonPath page = many(Map.of("account", account, "limit", 2));
        taken.addAll(ids(page));
        while (page.getBoolean("more")) {
            page = many(Map.of("account", account, "limit", 2, "cursor", page.getString("next")));
            assertThat(ids(page)).hasSizeLessThanOrEqualTo(2);
            taken.addAll(ids(page));
        }

        assertThat(taken).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(parked);
    }

    @Test
    void touchesNothingOfAnotherPartnerOrAccount() {
        UUID mine = parked("permanent");
        ApiClient sibling = api.with(List.of("orders:write"), List.of(account + "-b"));
        ApiClient other = ApiClient.adminOf(OTHER.value());

        assertThat(one(sibling, mine).statusCode()).isEqualTo(404);
        assertThat(one(other, mine).statusCode()).isEqualTo(404);
        assertThat(many(sibling, Map.of("account", account)).statusCode()).isEqualTo(404);
        assertThat(many(sibling, Map.of()).jsonPath().getList("orders")).isEmpty();
        assertThat(many(other, Map.of("account", account)).jsonPath().getList("orders"))
                .isEmpty();
        assertThat(bench.row(mine).text("state")).isEqualTo("parked");
    }

    @Test
    void needsTheScopeForWriting() {
        UUID mine = parked("permanent");
        ApiClient reader = api.with(List.of("orders:read"), List.of());

        assertThat(one(reader, mine).statusCode()).isEqualTo(403);
        assertThat(many(reader, Map.of()).statusCode()).isEqualTo(403);
        assertThat(bench.row(mine).text("state")).isEqualTo("parked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"requested", "withdrawn"})
    void refusesAnOrderWithoutAScan(String state) {
        UUID order = bench.wanted(account);
        bench.execute("update scan_order set done = wanted, state = '" + state + "' where id = '" + order + "'");

        Response answer = one(order);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(bench.row(order).text("state")).isEqualTo(state);
    }

    @Test
    void isOnRecordWithTheOrdersBeforeItIsDone() {
        UUID order = parked("permanent");

        many(Map.of("account", account));

        List<Map<String, Object>> records =
                api.ok("/api/v1/audit?order=" + order).getList("records");
        assertThat(records)
                .extracting(record -> record.get("action") + " " + record.get("phase"))
                .contains("order.redrive begun", "order.redrive ended");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{\"account\":\"\"}",
                "{\"state\":\"requested\"}",
                "{\"state\":\"PARKED\"}",
                "{\"failure\":\"%\"}",
                "{\"failure\":\"\\u0000\"}",
                "{\"notifiedSince\":\"yesterday\"}",
                "{\"from\":{}}",
                "{\"limit\":0}",
                "{\"limit\":201}",
                "{\"cursor\":\"x\"}",
                "{\"acount\":\"1\"}"
            })
    void refusesWhatItCannotRead(String body) {
        Response answer = api.request().contentType(ContentType.JSON).body(body).post(MANY);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.contentType()).startsWith("application/problem+json");
    }

    private UUID parked(String kind) {
        UUID order = bench.wanted(account);
        LeasedOrder leased = bench.lease(order);
        database.write(session -> orders.park(session, leased, note(kind, "gone")));
        return order;
    }

    private static FailureNote note(String kind, String reason) {
        return new FailureNote(kind, reason, true, false);
    }

    private Response one(UUID order) {
        return one(api, order);
    }

    private static Response one(ApiClient client, UUID order) {
        return client.request().noContentType().post("/api/v1/orders/{id}/redrive", order);
    }

    private JsonPath many(Map<String, Object> ask) {
        return many(api, ask).then().statusCode(202).extract().jsonPath();
    }

    private static Response many(ApiClient client, Map<String, Object> ask) {
        return client.request().contentType(ContentType.JSON).body(ask).post(MANY);
    }

    private static List<UUID> ids(JsonPath answer) {
        return answer.<String>getList("orders.id").stream()
                .map(UUID::fromString)
                .toList();
    }
}
