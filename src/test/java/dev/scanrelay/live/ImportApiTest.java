package dev.scanrelay.live;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import dev.scanrelay.flow.FlowProfile;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.AuditLog;
import dev.scanrelay.testing.Catalogue;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.SandboxClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@TestProfile(FlowProfile.class)
class ImportApiTest {

    @Inject
    Pairings pairings;

    @Inject
    Database database;

    @Inject
    AuditLog log;

    private Flow flow;
    private SandboxClient sandbox;
    private Catalogue catalogue;
    private Key key;

    @BeforeEach
    void connect() {
        flow = Flow.with(pairings);
        sandbox = flow.sandbox();
        catalogue = new Catalogue(database);
        key = Key.of("orders:write");
    }

    @AfterEach
    void mend() {
        sandbox.clearFaults();
    }

    @Test
    void bringsAScanFromBeforeThePairingToTheEvent() {
        long account = flow.clinic();
        var scan = sandbox.scanQuietly(account, LiveListingApiTest.TINY);
        flow.pair(account);

        JsonPath answer = accepted(account, Map.of("rxIds", List.of(scan.rxId().toUpperCase(Locale.ROOT))));

        assertThat(answer.getInt("requested")).isEqualTo(1);
        assertThat(answer.getBoolean("orders[0].known")).isFalse();
        assertThat(answer.getString("orders[0].rxId")).isEqualTo(scan.rxId());
        assertThat(catalogue.lane(scan.rxId())).isEqualTo(1);
        assertThat(flow.ready(scan.rxId(), 1).data().path("orderId").asText())
                .isEqualTo(answer.getString("orders[0].id"));
        List<Map<String, Object>> timeline = Key.of("orders:read")
                .get("/api/v1/orders/" + answer.getString("orders[0].id"))
                .jsonPath()
                .getList("timeline");
        assertThat(timeline)
                .anySatisfy(moment ->
                        assertThat(moment).containsEntry("what", "requested").containsEntry("cause", "import"));
    }

    @Test
    void namesTheRxsOnRecordBeforeAnyOfThemIsWanted() throws Exception {
        long account = flow.pairedClinic();
        String rx = UUID.randomUUID().toString();
        Map<String, Object> ask = Map.of("rxIds", List.of(rx));
        try (var outage = log.refuseAbout(rx)) {
            assertThat(post(key, account, ask).statusCode()).isEqualTo(503);
        }
        assertThat(catalogue.orders(account)).isZero();

        Response answer = post(key, account, ask);

        assertThat(log.of(answer))
                .containsExactlyInAnyOrder(
                        "begun order.import account:" + account,
                        "begun order.import account:" + account + " order:" + rx,
                        "ended order.import ok 202 account:" + account
                                + Stream.of(rx, answer.<String>path("orders[0].id"))
                                        .sorted()
                                        .map(id -> " order:" + id)
                                        .collect(joining()));
    }

    @Test
    void changesNothingWhenAskedAgain() {
        long account = flow.pairedClinic();
        var scan = sandbox.scanQuietly(account, LiveListingApiTest.TINY);
        Map<String, Object> ask = Map.of("rxIds", List.of(scan.rxId(), scan.rxId()));
        JsonPath first = accepted(account, ask);
        flow.ready(scan.rxId(), 1);

        JsonPath second = accepted(account, ask);

        assertThat(first.getList("orders")).hasSize(1);
        assertThat(second.getList("orders.id")).isEqualTo(first.getList("orders.id"));
        assertThat(second.getBoolean("orders[0].known")).isTrue();
        assertThat(second.getInt("requested")).isZero();
        catalogue.settled(scan.rxId(), 1);
        assertThat(catalogue.attempts(scan.rxId())).hasSize(1);
    }

    @Test
    void asksAgainForWhatWasGivenUp() {
        long account = flow.pairedClinic();
        String unknown = UUID.randomUUID().toString();
        accepted(account, Map.of("rxIds", List.of(unknown)));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> catalogue.state(unknown).equals("parked"));

        JsonPath again = accepted(account, Map.of("rxIds", List.of(unknown)));

        assertThat(again.getBoolean("orders[0].known")).isTrue();
        assertThat(again.getBoolean("orders[0].requested")).isTrue();
    }

    @Test
    void goesOnWhereAlignFailedInAPeriod() {
        long account = flow.pairedClinic();
        List<String> scanned = IntStream.range(0, 103)
                .mapToObj(number ->
                        sandbox.scanQuietly(account, LiveListingApiTest.TINY).rxId())
                .toList();
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "account", account, "call", "orders", "after", 1));

        JsonPath first = accepted(account, Map.of("from", "2020-01-01"));
        sandbox.clearFaults();
        JsonPath rest = accepted(account, Map.of("from", "2020-01-01", "cursor", first.getString("next")));

        assertThat(first.getBoolean("more")).isTrue();
        assertThat(first.getInt("requested")).isEqualTo(100);
        assertThat(rest.getBoolean("more")).isFalse();
        assertThat(rest.getInt("requested")).isEqualTo(3);
        List<String> imported = new ArrayList<>(first.getList("orders.rxId"));
        imported.addAll(rest.getList("orders.rxId"));
        assertThat(imported).containsExactlyElementsOf(scanned);
        assertThat(catalogue.orders(account)).isEqualTo(103);
    }

    @Test
    void saysThatAlignIsOut() {
        long account = flow.pairedClinic();
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "account", account, "call", "orders"));

        Response answer = post(key, account, Map.of("from", "2020-01-01"));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.jsonPath().getString("code")).isEqualTo("align-unavailable");
        assertThat(catalogue.orders(account)).isZero();
    }

    @ParameterizedTest
    @MethodSource
    void refusesWhatMakesNoSense(Map<String, Object> body, String named) {
        Response answer = post(key, 104233, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("detail")).contains(named);
    }

    static Stream<Arguments> refusesWhatMakesNoSense() {
        String rxId = UUID.randomUUID().toString();
        return Stream.of(
                arguments(Map.of(), "rxIds"),
                arguments(Map.of("rxIds", List.of()), "rxIds"),
                arguments(Map.of("rxIds", Collections.nCopies(501, rxId)), "rxIds"),
                arguments(Map.of("rxIds", List.of("4711")), "rxIds"),
                arguments(Map.of("rxIds", Arrays.asList(rxId, null)), "rxIds"),
                arguments(Map.of("rxIds", List.of(rxId), "from", "2020-01-01"), "from"),
                arguments(Map.of("from", "yesterday"), "from"),
                arguments(Map.of("from", "2020-01-02", "to", "2020-01-01"), "to"));
    }

    private static Arguments arguments(Map<String, Object> body, String named) {
        return Arguments.of(body, named);
    }

    @Test
    void knowsNoAccountOfAnotherAndNeedsItsScope() {
        long account = flow.pairedClinic();
        Map<String, Object> ask = Map.of("rxIds", List.of(UUID.randomUUID().toString()));
        Key elsewhere = Key.admin().narrowed(List.of("orders:write"), List.of("104233"));

        assertThat(post(elsewhere, account, ask).statusCode()).isEqualTo(404);
        assertThat(post(Key.ofAnotherPartner(database), account, ask).statusCode())
                .isEqualTo(404);
        assertThat(post(Key.of("orders:read"), account, ask).statusCode()).isEqualTo(403);
        assertThat(catalogue.orders(account)).isZero();
    }

    private JsonPath accepted(long account, Map<String, Object> body) {
        return post(key, account, body).then().statusCode(202).extract().jsonPath();
    }

    private static Response post(Key key, long account, Map<String, Object> body) {
        return key.post("/api/v1/accounts/" + account + "/orders/import", body);
    }
}
