package dev.scanrelay.rx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.MovableClock;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.SandboxService;
import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that come twice, whose answer is lost, or whose sender dies: never more than one RX. */
@QuarkusTest
@QuarkusTestResource(Services.class)
@QuarkusTestResource(SandboxService.class)
class LostAnswerTest {

    @Inject
    Pairings pairings;

    @Inject
    Database database;

    @Inject
    Settlement settlement;

    @Inject
    MovableClock clock;

    private Flow flow;
    private SandboxClient sandbox;
    private long account;
    private Dpms dpms;
    private Map<String, Object> body;
    private final String key = Dpms.someKey();

    @BeforeEach
    void pairAClinic() {
        flow = Flow.with(pairings);
        sandbox = flow.sandbox();
        account = flow.pairedClinic();
        dpms = Dpms.at(sandbox, account);
        body = dpms.body("Nora", "Ekblom", "EX-1");
        body.put("reference", "visit-2231");
    }

    @AfterEach
    void mend() {
        sandbox.clearFaults();
        clock.putBack();
    }

    @Test
    void givesTheSameAnswerToTheSameKeyAndBody() {
        Response first = dpms.push(body, key);
        Response second = dpms.push(body, key);

        first.then().statusCode(201);
        second.then().statusCode(201);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(dpms.written()).isEqualTo(1);
    }

    @Test
    void refusesAKeyThatWasUsedForSomethingElse() {
        dpms.push(body, key).then().statusCode(201);
        body.put("notes", "another");

        dpms.push(body, key).then().statusCode(422);

        dpms.push(body, "x".repeat(256)).then().statusCode(400);
        assertThat(dpms.written()).isEqualTo(1);
    }

    @Test
    void sendsOnceHoweverManyComeAtOnceWithOneKey() throws Exception {
        sandbox.fault(Map.of("kind", "LATENCY", "account", account, "call", "scanRequest", "millis", 800));

        List<Integer> statuses;
        try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
            Callable<Integer> call = () -> dpms.push(body, key).statusCode();
            statuses = callers.invokeAll(Stream.generate(() -> call).limit(4).toList()).stream()
                    .map(answer -> answer.resultNow())
                    .toList();
        }

        assertThat(statuses).contains(201).containsOnly(201, 409);
        assertThat(dpms.written()).isEqualTo(1);
        dpms.push(body, key).then().statusCode(201);
    }

    @Test
    void settlesALostAnswerByWhatAlignLists() {
        sandbox.behaviour(account, Map.of("listRequested", true));
        JsonPath lost = lose();
        assertThat(lost.getString("status")).isEqualTo("unknown");

        Response again = dpms.push(body, key);
        clock.advance(Duration.ofMinutes(1));
        settlement.run();

        again.then().statusCode(202);
        JsonPath settled = dpms.get(lost.getString("id")).jsonPath();
        assertThat(settled.getString("status")).isEqualTo("created");
        assertThat(dpms.order(settled.getString("rxId")).getString("reference")).isEqualTo("visit-2231");
        dpms.push(body, key).then().statusCode(201);
        assertThat(dpms.written()).isEqualTo(1);
    }

    @Test
    void takesNoRxThatMayBeAnothers() {
        sandbox.behaviour(account, Map.of("listRequested", true));
        JsonPath one = lose();
        sandbox.fault(Map.of("kind", "ANSWER_LOST", "account", account, "call", "scanRequest", "times", 1));
        JsonPath twin = dpms.push(body).then().statusCode(202).extract().jsonPath();

        clock.advance(Duration.ofMinutes(1));
        settlement.run();

        assertThat(dpms.get(one.getString("id")).<String>path("status")).isEqualTo("unknown");
        assertThat(dpms.get(twin.getString("id")).<String>path("status")).isEqualTo("unknown");
    }

    @Test
    void takesNoRxThatMayBeOfOneWhichAPersonDeclaredSent() {
        sandbox.behaviour(account, Map.of("listRequested", true));
        JsonPath declared = lose();
        dpms.resolve(declared.getString("id"), Map.of("outcome", "sent")).then().statusCode(200);
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "account", account, "call", "scanRequest", "times", 1));
        JsonPath twin = dpms.push(body).then().statusCode(202).extract().jsonPath();

        clock.advance(Duration.ofMinutes(1));
        settlement.run();

        assertThat(dpms.written()).isEqualTo(1);
        assertThat(dpms.get(twin.getString("id")).<String>path("status")).isEqualTo("unknown");
    }

    @Test
    void leavesToAPersonWhatNobodyCanTell() {
        JsonPath lost = lose();

        clock.advance(Duration.ofMinutes(1));
        settlement.run();
        assertThat(dpms.get(lost.getString("id")).<String>path("evidence")).isEqualTo("patient-appeared");
        clock.advance(Duration.ofHours(3));
        settlement.run();

        assertThat(dpms.get(lost.getString("id")).<String>path("status")).isEqualTo("unresolved");
        dpms.delete(lost.getString("id")).then().statusCode(409);
        dpms.resolve(lost.getString("id"), Map.of("outcome", "zebra")).then().statusCode(400);
        String rxId = sandbox.ledger(account).produced().getFirst().rxId();
        JsonPath resolved = dpms.resolve(lost.getString("id"), Map.of("outcome", "sent", "rxId", rxId.toUpperCase()))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(resolved.getString("status")).isEqualTo("created");
        assertThat(dpms.order(rxId).getString("reference")).isEqualTo("visit-2231");
        dpms.resolve(lost.getString("id"), Map.of("outcome", "not-sent")).then().statusCode(409);
        assertThat(dpms.written()).isEqualTo(1);
    }

    /** Erased before anybody knew that this request had led to it. */
    @Test
    void bringsNothingBackOntoAnErasedOrder() {
        sandbox.behaviour(account, Map.of("listRequested", true));
        JsonPath declared = lose();
        String rxId = sandbox.ledger(account).produced().getFirst().rxId();
        insertErased(rxId);

        Response gone = dpms.resolve(declared.getString("id"), Map.of("outcome", "sent", "rxId", rxId));

        gone.then().statusCode(410);
        assertThat(gone.<String>path("type")).isEqualTo("urn:scanrelay:problem:erased");
        dpms.get(declared.getString("id")).then().statusCode(404);
        assertThat(kept("select count(*), 1 from scan_request where account_id = '" + account + "'"))
                .isZero();
        assertThat(kept("select count(*), 1 from scan_order where rx_id = '" + rxId
                        + "' and state = 'erased' and reference is null and scan_request_id is null"))
                .isEqualTo(1);
    }

    /** Erased between Align's answer and its record. */
    @Test
    void saysThatWhatItLedToWasErased() throws Exception {
        Response gone;
        try (Connection erasing = jdbc();
                ExecutorService caller = Executors.newSingleThreadExecutor()) {
            erasing.setAutoCommit(false);
            erasing.createStatement().execute("lock table scan_order in share mode");
            Future<Response> pushed = caller.submit(() -> dpms.push(body, key));
            await().until(() -> dpms.written() == 1);
            erasing.createStatement()
                    .execute(
                            erased(sandbox.ledger(account).produced().getFirst().rxId()));
            erasing.commit();
            gone = pushed.get();
        }

        gone.then().statusCode(410);
        assertThat(gone.<String>path("type")).isEqualTo("urn:scanrelay:problem:erased");
        assertThat(kept("select count(*), 1 from scan_request where account_id = '" + account + "'"))
                .isZero();
    }

    @Test
    void forgetsALostRequestWhoseOrderIsFoundToBeErased() {
        sandbox.behaviour(account, Map.of("listRequested", true));
        JsonPath lost = lose();
        insertErased(sandbox.ledger(account).produced().getFirst().rxId());

        clock.advance(Duration.ofMinutes(1));
        settlement.run();

        dpms.get(lost.getString("id")).then().statusCode(404);
    }

    @Test
    void asksAgainSoonWhereTheAccountWasNotPairedForAWhile() {
        sandbox.behaviour(account, Map.of("listRequested", true));
        JsonPath lost = lose();
        pairings.disconnect(PartnerId.DEFAULT, new AccountId(Long.toString(account)));
        clock.advance(Duration.ofMinutes(1));
        settlement.run();

        flow.pair(account);
        clock.advance(Duration.ofMinutes(2));
        settlement.run();

        assertThat(dpms.get(lost.getString("id")).<String>path("status")).isEqualTo("created");
    }

    @Test
    void freesThePersonToPushAgainWhatWasNotSent() {
        JsonPath lost = lose();

        dpms.resolve(lost.getString("id"), Map.of("outcome", "not-sent")).then().statusCode(200);

        assertThat(dpms.get(lost.getString("id")).<String>path("status")).isEqualTo("refused");
        dpms.push(body, key).then().statusCode(409);
        dpms.push(body, Dpms.someKey()).then().statusCode(201);
    }

    @Test
    void settlesWhatAProcessDiedOver() {
        sandbox.behaviour(account, Map.of("listRequested", true));
        JsonPath lost = lose();
        String id = lost.getString("id");
        leaveInSending(id);
        assertThat(dpms.get(id).<String>path("status")).isEqualTo("sending");
        dpms.push(body, key).then().statusCode(409).header("Retry-After", "5");

        clock.advance(Duration.ofMinutes(6));
        assertThat(dpms.get(id).<String>path("status")).isEqualTo("unknown");
        settlement.run();

        assertThat(dpms.get(id).<String>path("status")).isEqualTo("created");
        assertThat(dpms.written()).isEqualTo(1);
    }

    /** Align turned the token away, and so the request; a new token could not be had. */
    @Test
    void saysThatNothingWasSentWhereTheRenewalAfterARefusalFails() {
        sandbox.fault(Map.of("kind", "UNAUTHORISED", "account", account, "call", "scanRequest", "times", 1));
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "call", "token"));

        Response refused = dpms.push(body, key);

        refused.then().statusCode(503).header("Retry-After", "30");
        assertThat(refused.<String>path("code")).isEqualTo("align-unavailable");
        assertThat(refused.<Boolean>path("retryable")).isTrue();
        sandbox.clearFaults();
        dpms.push(body, key).then().statusCode(201);
        assertThat(dpms.written()).isEqualTo(1);
    }

    @Test
    void givesUpOnNothingWhileAlignIsOut() {
        JsonPath lost = lose();
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "account", account, "call", "orders"));

        clock.advance(Duration.ofHours(3));
        settlement.run();

        assertThat(dpms.get(lost.getString("id")).<String>path("status")).isEqualTo("unknown");
    }

    /** As it is when the process dies between the commit and the answer. */
    private void leaveInSending(String id) {
        database.write(session -> session.createNativeQuery(
                        "update scan_request set state = 'sending', look_at = created_at + interval '5 minutes' where id = '"
                                + id + "'")
                .executeUpdate());
    }

    private void insertErased(String rxId) {
        database.write(session -> session.createNativeQuery(erased(rxId)).executeUpdate());
    }

    private String erased(String rxId) {
        return """
                insert into scan_order (id, partner_id, account_id, rx_id, state, wanted, due_at, origin, created_at, dated_at, changed_at)
                values (gen_random_uuid(), 'default', '%d', '%s', 'erased', 0, now(), 'unsolicited', now(), now(), now())""".formatted(account, rxId);
    }

    private static Connection jdbc() throws SQLException {
        Map<String, String> settings = Services.shared();
        return DriverManager.getConnection(
                settings.get("quarkus.datasource.jdbc.url"),
                settings.get("quarkus.datasource.username"),
                settings.get("quarkus.datasource.password"));
    }

    private long kept(String count) {
        return database.read(session -> session.createNativeQuery(count, Object[].class)
                .getSingleResult()
                .map(row -> ((Number) row[0]).longValue()));
    }

    private JsonPath lose() {
        sandbox.fault(Map.of("kind", "ANSWER_LOST", "account", account, "call", "scanRequest", "times", 1));
        return dpms.push(body, key).then().statusCode(202).extract().jsonPath();
    }
}
