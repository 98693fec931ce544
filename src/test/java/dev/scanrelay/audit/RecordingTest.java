package dev.scanrelay.audit;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.testing.AuditLog;
import dev.scanrelay.testing.RawCall;
import dev.scanrelay.testing.Services;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
class RecordingTest {

    private static final String NOBODYS = "action = 'call.refuse' and actor_kind = 'nobody' and partner_id = ''";

    @Inject
    AuditLog log;

    @Inject
    Refusals refusals;

    @Inject
    Entries entries;

    @Inject
    AuditSettings settings;

    @Inject
    ScheduledExecutorService executor;

    @Inject
    Clock clock;

    private String key;
    private String account;
    private UUID order;
    private String rx;

    @BeforeEach
    void makeAKeyAndAnOrder() {
        key = TestKeys.admin();
        account = "audit-" + UUID.randomUUID().toString().substring(0, 8);
        rx = UUID.randomUUID().toString();
        order = order(account);
    }

    @Test
    void recordsWhoReadWhichOrdersOfWhichPatients() {
        Response page = caller().get("/api/v1/orders?account=" + account);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(log.of(page))
                .containsExactly(
                        "ended order.list ok 200 account:" + account + " order:" + order + " patient:p-" + account);
        assertThat(log.lines("request_id = '" + page.header("X-Request-Id")
                        + "' and actor_kind = 'key' and actor_id = '" + keyId() + "' and partner_id = 'default'"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/orders/{order},              order.read",
        "/api/v1/orders/by-rx/{rx},           order.read",
    })
    void recordsEveryWayToAnOrder(String path, String action) {
        Response answer = caller().get(path.replace("{order}", order.toString()).replace("{rx}", rx));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(log.of(answer))
                .containsExactly(
                        "ended " + action + " ok 200 account:" + account + " order:" + order + " patient:p-" + account);
    }

    @Test
    void recordsARefusalByScope() {
        Response refused = given().header("Authorization", "Bearer " + narrow("artifacts:read"))
                .get("/api/v1/orders/" + order);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(log.of(refused)).containsExactly("ended order.read refused 403 order:" + order);
    }

    @Test
    void recordsThatAForeignAccountWasAskedFor() {
        Response refused = given().header("Authorization", "Bearer " + narrow("pairing:read"))
                .get("/api/v1/pairings/" + account);

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(log.of(refused)).containsExactly("ended pairing.read not-found 404 account:" + account);
    }

    @Test
    void recordsAConflictWithAllThatItIsAbout() {
        UUID other = order(account + "-b");

        Response refused = caller().get("/api/v1/orders/by-rx/" + rx);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(log.of(refused))
                .singleElement()
                .asString()
                .startsWith("ended order.read refused 409")
                .contains("order:" + order, "order:" + other);
    }

    @Test
    void recordsAnInvalidRequestAndNothingOfWhatCameIn() {
        Response refused = caller().get("/api/v1/orders/Quillfeather");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(log.of(refused)).containsExactly("ended order.read refused 400");
    }

    @Test
    void recordsAWriteBeforeItIsDoneAndWithItsAnswer() {
        Response made = create("recorded");

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(log.of(made))
                .containsExactly(
                        "begun key.create",
                        "begun key.create key:" + made.path("id"),
                        "ended key.create ok 201 key:" + made.path("id"));
    }

    @ParameterizedTest
    @CsvSource({"patients/search, patient.search", "scan-requests/search, scan-request.search"})
    void recordsASearchOnceThoughItIsAPost(String path, String action) {
        Response found = caller().contentType(ContentType.JSON)
                .body(Map.of("chartNumber", "none"))
                .post("/api/v1/accounts/" + account + "/" + path);

        assertThat(log.of(found)).singleElement().asString().startsWith("ended " + action + " ");
    }

    @Test
    void doesNoWriteThatItCannotRecord() throws Exception {
        try (var outage = log.refuse("action = 'key.create' and phase = 'begun'")) {
            expectWithheld(create("never-made"));
        }

        assertThat(caller().get("/api/v1/keys").asString()).doesNotContain("never-made");
    }

    @Test
    void keepsTheIntentOfAWriteWhoseAnswerItCannotRecord() throws Exception {
        Response withheld;
        try (var outage = log.refuse("action = 'key.create' and phase = 'ended'")) {
            withheld = create("made-silently");
            expectWithheld(withheld);
        }

        assertThat(log.lines("actor_id = '" + keyId() + "'"))
                .satisfiesExactly(
                        begun -> assertThat(begun).isEqualTo("begun key.create"),
                        about -> assertThat(about).matches("begun key.create key:[a-z0-9]{16}"));
        assertThat(caller().get("/api/v1/keys").asString()).contains("made-silently");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/orders", "/api/v1/keys", "/api/v1/orders/00000000-0000-0000-0000-000000000000"})
    void answersNothingThatItCannotRecord(String path) throws Exception {
        try (var outage = log.refuse("actor_id = '" + keyId() + "'")) {
            expectWithheld(caller().get(path));
        }
    }

    @Test
    void withholdsARefusalToo() throws Exception {
        String narrow = narrow("artifacts:read");
        try (var outage = log.refuse("action = 'order.list'")) {
            expectWithheld(given().header("Authorization", "Bearer " + narrow).get("/api/v1/orders"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/orders",
                "/api/v1/keys",
                "/api/v1/pairings/none",
                "/api/v1/orders/not-an-id",
                "/api/v1/orders/by-rx/1"
            })
    void sendsNoByteBeforeTheRecordIsCommitted(String path) throws Exception {
        caller().get("/api/v1/keys"); // the key is known from now on
        RawCall call;
        try (var outage = log.stall()) {
            call = RawCall.send("GET", path, key);
            log.somebodyWaits();
            assertThat(call.answers()).isFalse();
        }
        try (call) {
            assertThat(call.answer()).startsWith("HTTP/1.1 ").contains("X-Request-Id: ");
        }
    }

    @Test
    void recordsAKeyThatHasEndedAsItsHoldersRefusalAndSumsTheOthersUp() {
        String ended = narrow("orders:read");
        String id = ended.split("_")[1];
        caller().delete("/api/v1/keys/" + id);
        await("the key to be refused").until(() -> status(ended) == 401);
        for (int call = 0; call < 5; call++) {
            assertThat(status(ended)).isEqualTo(401);
        }

        assertThat(log.lines("actor_kind = 'key' and partner_id = 'default' and actor_id = '" + id + "'"))
                .containsExactly("ended call.refuse refused 401 key:" + id);

        refusals.record(refusals.windows().closeAll());

        assertThat(log.lines("times >= 5 and actor_id = '" + id + "'"))
                .containsExactly("ended call.refuse refused 401 key:" + id);
        assertThat(caller().get("/api/v1/audit?actor=" + id).<List<Integer>>path("records.times"))
                .hasSize(2)
                .last()
                .isNull();
    }

    @Test
    void holdsNobodyToAccountForAKeyWhoseSecretWasGuessed() {
        String guessed = wellFormed("sr_" + keyId() + "_" + "A".repeat(43));

        assertThat(status(guessed)).isEqualTo(401);

        assertThat(
                        log.lines(
                                "actor_kind = 'nobody' and actor_id = '' and partner_id = 'default' and action = 'call.refuse'"))
                .contains("ended call.refuse refused 401 key:" + keyId());
    }

    @Test
    void recordsCallsWithoutAKeyAsNobodysAndNothingOfWhatTheySent() {
        refusals.record(refusals.windows().closeAll());
        long before = log.lines(NOBODYS).size();

        assertThat(given().get("/api/v1/orders").statusCode()).isEqualTo(401);
        assertThat(status("sr_none")).isEqualTo(401);
        assertThat(status("Quillfeather")).isEqualTo(401);
        assertThat(log.lines(NOBODYS)).hasSize((int) before + 1);

        refusals.record(refusals.windows().closeAll());
        assertThat(log.lines(NOBODYS)).hasSize((int) before + 2).last().isEqualTo("ended call.refuse refused 401");
    }

    @Test
    void refusesABadKeyThoughItCannotBeRecordedAndRecordsItLater() throws Exception {
        refusals.record(refusals.windows().closeAll());
        long before = log.lines(NOBODYS).size();
        try (var outage = log.refuse("action = 'call.refuse'")) {
            assertThat(status("sr_none")).isEqualTo(401);
            refusals.record(refusals.windows().closeAll());
        }
        assertThat(log.lines(NOBODYS)).hasSize((int) before);

        refusals.record(refusals.windows().closeAll());

        assertThat(log.lines(NOBODYS)).hasSize((int) before + 1);
    }

    @Test
    void recordsAsItEndsWhatWasCountedSinceTheLastSums() {
        String id = "ending-" + UUID.randomUUID();
        Refusals ending = new Refusals(entries, settings, executor, clock);
        Refusal refusal = new Refusal(new Actor(Actor.Kind.TOKEN, id, "default"), Optional.empty(), 429);
        for (int call = 0; call < 4; call++) {
            ending.record(refusal).await().indefinitely();
        }
        assertThat(log.lines("actor_id = '" + id + "'")).containsExactly("ended call.refuse refused 429");

        ending.stop(new ShutdownEvent());

        assertThat(log.lines("actor_id = '" + id + "' and times = 3")).containsExactly("ended call.refuse refused 429");
        ending.stop(new ShutdownEvent());
        assertThat(log.lines("actor_id = '" + id + "'")).hasSize(2);
    }

    @Test
    void sendsNoRefusalOfAnUnknownCallerBeforeItsFirstRecordIsCommitted() throws Exception {
        refusals.record(refusals.windows().closeAll());
        RawCall call;
        try (var outage = log.stall()) {
            call = RawCall.send("GET", "/api/v1/orders", "sr_none");
            log.somebodyWaits();
            assertThat(call.answers()).isFalse();
        }
        try (call) {
            assertThat(call.answer()).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void storesNoWordThatStandsWhereAnAccountBelongs() {
        Response refused = caller().get("/api/v1/pairings/Quillfeather");

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(log.of(refused)).containsExactly("ended pairing.read not-found 404 account:unknown");
    }

    /** With the check behind it, as a real key has. */
    private static String wellFormed(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(US_ASCII));
        String check = Long.toString(crc.getValue(), 36);
        return body + "0".repeat(7 - check.length()) + check;
    }

    private static int status(String key) {
        return given().header("Authorization", "Bearer " + key)
                .get("/api/v1/me")
                .statusCode();
    }

    private RequestSpecification caller() {
        return given().header("Authorization", "Bearer " + key);
    }

    private Response create(String name) {
        return caller().contentType(ContentType.JSON)
                .body(Map.of("name", name, "owner", "tests", "scopes", List.of("orders:read")))
                .post("/api/v1/keys");
    }

    private String narrow(String scope) {
        return caller().contentType(ContentType.JSON)
                .body(Map.of("name", "narrow", "owner", "tests", "scopes", List.of(scope), "accounts", List.of("1")))
                .post("/api/v1/keys")
                .path("key");
    }

    private String keyId() {
        return key.split("_")[1];
    }

    private UUID order(String of) {
        UUID id = UUID.randomUUID();
        log.execute(
                "insert into scan_order (id, partner_id, account_id, rx_id, patient_id, state, wanted, done, due_at, notified_at,"
                        + " created_at, dated_at, changed_at) values ('" + id + "', 'default', '" + of + "', '" + rx
                        + "', 'p-" + of
                        + "', 'waiting', 1, 1, now(), now(), now(), now(), now())");
        return id;
    }

    private static void expectWithheld(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(503);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.<String>path("type")).isEqualTo("urn:scanrelay:problem:unavailable");
        assertThat(answer.<String>path("detail")).startsWith("The call could not be recorded");
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(answer.header("ETag")).isNull();
    }
}
