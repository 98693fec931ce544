package dev.scanrelay.rx;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scanrelay.database.Database;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.MovableClock;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.SandboxClient.Patient;
import dev.scanrelay.testing.SandboxService;
import dev.scanrelay.testing.Services;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
@QuarkusTestResource(SandboxService.class)
class ScanRequestApiTest {

    private static final String CHART = "EX-1";

    @Inject
    Pairings pairings;

    @Inject
    Database database;

    @Inject
    Background background;

    @Inject
    MovableClock clock;

    private SandboxClient sandbox;
    private long account;
    private Dpms dpms;

    @BeforeEach
    void pairAClinic() {
        Flow flow = Flow.with(pairings);
        sandbox = flow.sandbox();
        account = flow.pairedClinic();
        dpms = Dpms.at(sandbox, account);
    }

    @AfterEach
    void mend() {
        sandbox.clearFaults();
        clock.putBack();
    }

    @Test
    void pushesAnRxAndMakesItsOrderKnown() {
        Map<String, Object> body = dpms.body("Zebulon", "Quillfeather", CHART);
        body.put("dueDate", LocalDate.now(ZoneId.of("Europe/Berlin")).toString());
        body.put("notes", "Upper jaw\nfirst");
        body.put("reference", "visit-2231");

        Response pushed = dpms.push(body);

        JsonPath request = pushed.then().statusCode(201).extract().jsonPath();
        assertThat(pushed.header("Location")).endsWith("/scan-requests/" + request.getString("id"));
        assertThat(request.getString("status")).isEqualTo("created");
        assertThat(request.getString("match")).isEqualTo("none");
        assertThat(request.getString("patient.lastName")).isEqualTo("Quillfeather");
        assertThat(dpms.get(request.getString("id")).jsonPath().<Object>get()).isEqualTo(request.get());
        JsonPath order = dpms.order(request.getString("rxId"));
        assertThat(order.getString("id")).isEqualTo(request.getString("orderId"));
        assertThat(order.getString("state")).isEqualTo("requested");
        assertThat(order.getString("origin")).isEqualTo("pushed");
        assertThat(order.getString("reference")).isEqualTo("visit-2231");
        assertThat(order.getString("scanRequestId")).isEqualTo(request.getString("id"));
        assertThat(order.getList("timeline.what")).containsExactly("pushed");
        assertThat(sandbox.patients(account))
                .extracting(Patient::firstName, Patient::lastName, Patient::chartNumber)
                .contains(tuple("Zebulon", "Quillfeather", Optional.of(CHART)));
    }

    @Test
    void listsOrdersThatAreOnlyRequested() {
        String rxId = dpms.push(dpms.body("Nora", "Ekblom", CHART)).path("rxId");

        JsonPath orders = dpms.request()
                .get("/api/v1/orders?state=requested&account=" + account)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(orders.getList("orders.rxId")).containsExactly(rxId);
    }

    /** Every combination of who is there and what is to be done; how many patients come to be, and how the first is spelled then. */
    @ParameterizedTest
    @CsvSource({
        "exact,            '',     201, exact,            0, NORA Ekblom",
        "exact,            use,    201, exact,            0, NORA Ekblom",
        "exact,            update, 201, exact,            0, NORA Ekblom",
        "exact,            create, 201, exact,            0, NORA Ekblom",
        "chart-other-name, reject, 409, chart-other-name, 0, Nora Lindqvist",
        "chart-other-name, '',     409, chart-other-name, 0, Nora Lindqvist",
        "chart-other-name, use,    201, chart-other-name, 0, Nora Lindqvist",
        "chart-other-name, update, 201, chart-other-name, 0, Nora Ekblom",
        "chart-other-name, create, 201, chart-other-name, 1, Nora Lindqvist",
        "name-no-chart,    '',     409, name-no-chart,    0, Nora Ekblom",
        "name-no-chart,    use,    201, name-no-chart,    0, Nora Ekblom",
        "name-no-chart,    update, 409, name-no-chart,    0, Nora Ekblom",
        "name-no-chart,    create, 201, name-no-chart,    1, Nora Ekblom",
        "several,          '',     409, several,          0, Nora Lindqvist",
        "several,          use,    409, several,          0, Nora Lindqvist",
        "several,          update, 409, several,          0, Nora Lindqvist",
        "several,          create, 201, several,          1, Nora Lindqvist",
        "none,             '',     201, none,             1, ",
        "none,             use,    201, none,             1, ",
        "none,             update, 201, none,             1, ",
        "none,             create, 201, none,             1, "
    })
    void doesWithAMatchWhatOnMatchSays(
            String found, String onMatch, int status, String match, int more, String spelled) {
        List<Patient> there = enter(found);
        int before = sandbox.patients(account).size();
        Map<String, Object> body = dpms.body("Nora", "Ekblom", CHART);
        if (!onMatch.isEmpty()) {
            body.put("onMatch", onMatch);
        }

        Response answer = dpms.push(body);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.<String>path("match")).isEqualTo(match);
        assertThat(answer.<List<String>>path("candidates.patientId"))
                .containsExactlyInAnyOrderElementsOf(
                        there.stream().map(Patient::patientId).toList());
        assertThat(sandbox.patients(account)).hasSize(before + more);
        assertThat(dpms.written()).isEqualTo(status == 201 ? 1 : 0);
        if (!there.isEmpty()) {
            assertThat(names(there.getFirst().patientId())).isEqualTo(spelled);
        }
        if (status == 409) {
            assertThat(answer.asString()).doesNotContain("Nora", "Ekblom", "Lindqvist", CHART);
        }
    }

    @Test
    void letsPatientIdChooseAmongSeveral() {
        List<Patient> there = enter("several");
        int before = sandbox.patients(account).size();
        Map<String, Object> body = dpms.body("Nora", "Ekblom", CHART);
        body.put("onMatch", "use");
        body.put("patientId", there.get(1).patientId());

        JsonPath request = dpms.push(body).then().statusCode(201).extract().jsonPath();

        assertThat(request.getString("patientId")).isEqualTo(there.get(1).patientId());
        assertThat(request.getString("sentPatient.lastName")).isEqualTo("Sandell");
        assertThat(sandbox.patients(account)).hasSize(before);
        body.put("patientId", "00000000-0000-4000-8000-000000000000");
        dpms.push(body).then().statusCode(409);
    }

    @Test
    void sendsNobodyAsNewWhoseNameHasMoreSpellingsThanAreTriedButByRequest() {
        Map<String, Object> body = dpms.body("Anna Jürgen Zoë", "Müller García Strauß", CHART);

        Response rejected = dpms.push(body);
        body.put("onMatch", "create");
        Response created = dpms.push(body);

        rejected.then().statusCode(409);
        assertThat(rejected.<String>path("type")).endsWith("patient-search-incomplete");
        assertThat(rejected.<String>path("match")).isEqualTo("incomplete");
        created.then().statusCode(201);
        assertThat(created.<String>path("match")).isEqualTo("incomplete");
        assertThat(dpms.written()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00a0", "\u200b", "\u200d", "Ekb\ud800lom", "Ekb\u0000lom"})
    void refusesANameThatCanNotBeSeenOrWritten(String name) throws JsonProcessingException {
        Map<String, Object> body = dpms.body(name, name, CHART);
        body.put("patient", Map.of("firstName", name, "lastName", name));

        String escaped = JsonMapper.builder()
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .build()
                .writeValueAsString(body);
        Response answer = dpms.request().body(escaped).post("/api/v1/accounts/" + account + "/scan-requests");

        answer.then().statusCode(400);
        assertThat(answer.<List<String>>path("violations.field"))
                .containsExactly("patient.firstName", "patient.lastName");
    }

    @Test
    void createsNoSecondPatientForASecondRequest() {
        dpms.push(dpms.body("Nora", "Ekblom", CHART)).then().statusCode(201);
        int before = sandbox.patients(account).size();

        dpms.push(dpms.body(" nora ", "EKBLOM", CHART)).then().statusCode(201);

        assertThat(sandbox.patients(account)).hasSize(before);
    }

    @Test
    void saysThatAlignHasUpdatesSwitchedOffAndSaysItAgain() {
        enter("chart-other-name");
        sandbox.behaviour(account, Map.of("patientUpdate", false));
        Map<String, Object> body = dpms.body("Nora", "Ekblom", CHART);
        body.put("updatePatient", true);
        String key = Dpms.someKey();

        Response refused = dpms.push(body, key);
        sandbox.behaviour(account, Map.of("patientUpdate", true));
        Response again = dpms.push(body, key);

        refused.then().statusCode(409);
        assertThat(refused.<String>path("code")).isEqualTo("align-feature-disabled");
        assertThat(refused.<Boolean>path("retryable")).isFalse();
        assertThat(again.asString()).isEqualTo(refused.asString());
        assertThat(dpms.get(refused.path("scanRequestId")).<String>path("refusal.code"))
                .isEqualTo("align-feature-disabled");
        assertThat(dpms.written()).isZero();
    }

    @Test
    void tellsEveryProblemAtOnce() {
        Map<String, Object> body = new HashMap<>(Map.of(
                "doctorId", "nobody",
                "scannerSerialNumber", "none",
                "procedureMapId", 99,
                "patient", Map.of("firstName", " ", "chartNumber", "x".repeat(65), "birthDate", "zebra"),
                "dueDate",
                        LocalDate.now(ZoneId.of("Europe/Berlin")).minusDays(1).toString(),
                "reference", "zebra\u0007",
                "onMatch", "zebra",
                "notes", "y".repeat(2001),
                "patientId", "p"));

        Response answer = dpms.push(body);

        answer.then().statusCode(400).contentType("application/problem+json");
        assertThat(answer.<List<String>>path("violations.field"))
                .containsExactlyInAnyOrder(
                        "doctorId",
                        "scannerSerialNumber",
                        "procedureMapId",
                        "patient.firstName",
                        "patient.lastName",
                        "patient.chartNumber",
                        "patient.birthDate",
                        "dueDate",
                        "reference",
                        "onMatch",
                        "notes",
                        "patientId");
        assertThat(answer.asString()).doesNotContain("zebra", "nobody").contains("in the past where the practice is");
        dpms.push(Map.of()).then().statusCode(400);
        dpms.request()
                .body("[]")
                .post("/api/v1/accounts/" + account + "/scan-requests")
                .then()
                .statusCode(400);
    }

    @Test
    void sendsNothingWhenAlignCanNotBeAskedForThePatient() {
        dpms.practice();
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "account", account, "call", "patientSearch"));
        Map<String, Object> body = dpms.body("Nora", "Ekblom", CHART);
        String key = Dpms.someKey();

        dpms.push(body, key).then().statusCode(503).header("Retry-After", "30");

        assertThat(dpms.written()).isZero();
        assertThat(dpms.list("").<List<?>>path("scanRequests")).isEmpty();
        sandbox.clearFaults();
        dpms.push(body, key).then().statusCode(201);
    }

    @Test
    void checksAgainstTheLastKnownPracticeWhileAlignTellsNone() {
        Map<String, Object> body = dpms.body("Nora", "Ekblom", CHART);
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "account", account, "call", "practiceConfiguration"));
        clock.advance(Duration.ofMinutes(16));

        dpms.push(body).then().statusCode(201);
        body.put("doctorId", "nobody");
        dpms.push(body).then().statusCode(400);
    }

    @Test
    void keepsTheKeyFreeWhenAlignDidNothingForSure() {
        dpms.practice();
        sandbox.fault(Map.of(
                "kind", "RATE_LIMIT", "account", account, "call", "scanRequest", "times", 1, "retryAfterSeconds", 1));
        Map<String, Object> body = dpms.body("Nora", "Ekblom", CHART);
        String key = Dpms.someKey();

        dpms.push(body, key).then().statusCode(503);
        await().untilAsserted(() -> dpms.push(body, key).then().statusCode(201)); // once the account's pause is over

        assertThat(dpms.written()).isEqualTo(1);
    }

    @Test
    void deletesWhatIsNotScanned() {
        JsonPath request = dpms.push(dpms.body("Nora", "Ekblom", CHART))
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();

        dpms.delete(request.getString("id")).then().statusCode(204);

        assertThat(dpms.get(request.getString("id")).<String>path("status")).isEqualTo("withdrawn");
        assertThat(dpms.order(request.getString("rxId")).getString("state")).isEqualTo("withdrawn");
        assertThat(sandbox.ledger(account).produced())
                .extracting(SandboxClient.Produced::event)
                .containsExactly("RX_CREATED", "RX_DELETED");
        dpms.delete(request.getString("id")).then().statusCode(204);
    }

    @Test
    void deletesNothingThatIsScanned() {
        JsonPath request = dpms.push(dpms.body("Nora", "Ekblom", CHART))
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        sandbox.newScan(Map.of("rxId", request.getString("rxId"), "tell", false));

        Response answer = dpms.delete(request.getString("id"));

        answer.then().statusCode(409);
        assertThat(answer.<String>path("type")).endsWith("already-scanned");
        assertThat(dpms.order(request.getString("rxId")).getString("state")).isEqualTo("requested");
    }

    @Test
    void countsAsDeletedWhatAlignDoesNotKnowAnyMore() {
        JsonPath request = dpms.push(dpms.body("Nora", "Ekblom", CHART))
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        String token = sandbox.pair(account, Optional.empty()).accessToken();
        given().header("Authorization", "Bearer " + token)
                .delete(sandbox.base() + "/eu/rx/" + request.getString("rxId") + "?companyId=" + account)
                .then()
                .statusCode(204);

        dpms.delete(request.getString("id")).then().statusCode(204);

        assertThat(dpms.order(request.getString("rxId")).getString("state")).isEqualTo("withdrawn");
    }

    @Test
    void listsNewestFirstPageByPageAndFinds() {
        List<String> ids = List.of("A", "B", "C").stream()
                .map(word -> {
                    Map<String, Object> body = dpms.body("Nora", "Ekblom" + word, "EX-" + word);
                    body.put("reference", "visit-" + word);
                    return dpms.push(body).then().statusCode(201).extract().<String>path("id");
                })
                .toList();

        JsonPath first = dpms.list("?limit=2").then().statusCode(200).extract().jsonPath();
        JsonPath rest = dpms.list("?limit=2&cursor=" + first.getString("next")).jsonPath();

        assertThat(first.getList("scanRequests.id")).containsExactly(ids.get(2), ids.get(1));
        assertThat(first.getBoolean("more")).isTrue();
        assertThat(rest.getList("scanRequests.id")).containsExactly(ids.get(0));
        assertThat(rest.getBoolean("more")).isFalse();
        assertThat(dpms.list("?reference=visit-B").<List<String>>path("scanRequests.id"))
                .containsExactly(ids.get(1));
        assertThat(dpms.list("?status=created").<List<String>>path("scanRequests.id"))
                .hasSize(3);
        assertThat(dpms.list("?status=unknown").<List<String>>path("scanRequests.id"))
                .isEmpty();
        assertThat(dpms.search(Map.of("chartNumber", " ex-c ")).<List<String>>path("scanRequests.id"))
                .containsExactly(ids.get(2));
        for (String wrong : List.of("?zebra=1", "?status=zebra", "?limit=0", "?cursor=zebra", "?chartNumber=EX-A")) {
            dpms.list(wrong).then().statusCode(400);
        }
    }

    @Test
    void showsNamesOnlyToThoseWhoMayReadThem() {
        Map<String, Object> body = dpms.body("Zebulon", "Quillfeather", CHART);
        body.put("notes", "for Zebulon");
        String id = dpms.push(body).path("id");

        Dpms limited = dpms.limited(List.of("rx:write"), List.of(Long.toString(account)));

        for (String answer :
                List.of(limited.get(id).asString(), limited.list("").asString())) {
            assertThat(answer).contains(id).doesNotContain("Zebulon", "Quillfeather", CHART);
        }
        limited.search(Map.of("chartNumber", CHART)).then().statusCode(403);
    }

    @Test
    void showsNothingToAnotherPartnerAccountOrScope() {
        String id = dpms.push(dpms.body("Nora", "Ekblom", CHART)).path("id");
        database.write(session -> session.createNativeQuery(
                        "insert into partner (id, name) values ('rx-other', 'Other') on conflict do nothing")
                .executeUpdate());
        Dpms otherAccount = dpms.limited(List.of("rx:write", "patients:read"), List.of("999999"));
        Dpms otherPartner = new Dpms(sandbox, account, TestKeys.admin("rx-other"));
        Dpms reader = dpms.limited(List.of("orders:read"), List.of(Long.toString(account)));

        for (Dpms foreign : List.of(otherAccount, otherPartner)) {
            foreign.get(id).then().statusCode(404);
            foreign.delete(id).then().statusCode(404);
            foreign.resolve(id, Map.of("outcome", "not-sent")).then().statusCode(404);
            foreign.push(dpms.body("Nora", "Ekblom", CHART)).then().statusCode(404);
        }
        otherAccount.list("").then().statusCode(404);
        assertThat(otherPartner.list("").<List<?>>path("scanRequests")).isEmpty();
        reader.get(id).then().statusCode(200);
        reader.delete(id).then().statusCode(403);
        reader.push(Map.of()).then().statusCode(403);
        given().get("/api/v1/accounts/" + account + "/scan-requests").then().statusCode(401);
        dpms.get("zebra").then().statusCode(400);
        dpms.get("00000000-0000-4000-8000-000000000000").then().statusCode(404);
    }

    @Test
    void keepsNoNameReadableInTheDatabase() {
        Map<String, Object> body = dpms.body("Zebulon", "Quillfeather", "CH-4711-Z");
        body.put("notes", "for Zebulon");
        String id = dpms.push(body).path("id");

        String row = database.read(session -> session.createNativeQuery(
                        "select cast(r as text) || encode(r.content, 'escape') from scan_request r where id = '" + id
                                + "'",
                        String.class)
                .getSingleResult());

        assertThat(row).doesNotContain("Zebulon", "Quillfeather", "CH-4711-Z", hex("Quillfeather"), hex("CH-4711-Z"));
    }

    @Test
    void forgetsARequestInTimeAndKeepsItsOrder() {
        JsonPath request = dpms.push(dpms.body("Nora", "Ekblom", CHART))
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        database.write(session -> session.createNativeQuery(
                        "update scan_request set changed_at = changed_at - interval '91 days' where id = '"
                                + request.getString("id") + "'")
                .executeUpdate());

        background.clear();

        dpms.get(request.getString("id")).then().statusCode(404);
        JsonPath order = dpms.order(request.getString("rxId"));
        assertThat(order.getString("origin")).isEqualTo("pushed");
        assertThat(order.getString("scanRequestId")).isNull();
    }

    @Test
    void keepsARequestWhoseOrderIsHeld() {
        JsonPath request = dpms.push(dpms.body("Nora", "Ekblom", CHART))
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        String id = request.getString("id");
        change("update scan_request set changed_at = changed_at - interval '91 days' where id = '" + id + "'");
        change("""
                insert into legal_hold (id, partner_id, account_id, order_id, reason, set_by, set_at)
                select gen_random_uuid(), partner_id, account_id, order_id, 'litigation', 'test', now() from scan_request where id = '%s'""".formatted(id));

        background.clear();
        dpms.get(id).then().statusCode(200);
        change(
                "update legal_hold set lifted_at = now(), lifted_by = 'test' where order_id = (select order_id from scan_request where id = '"
                        + id + "')");
        background.clear();

        dpms.get(id).then().statusCode(404);
    }

    private void change(String sql) {
        database.write(session -> session.createNativeQuery(sql).executeUpdate());
    }

    /** Brings patients to the clinic, the one who matters first. */
    private List<Patient> enter(String found) {
        return switch (found) {
            case "exact" -> List.of(enter("NORA", "Ekblom", CHART));
            case "chart-other-name" -> List.of(enter("Nora", "Lindqvist", CHART));
            case "name-no-chart" ->
                List.of(sandbox.newPatient(account, Map.of("firstName", "Nora", "lastName", "Ekblom")));
            case "several" -> List.of(enter("Nora", "Lindqvist", CHART), enter("Maja", "Sandell", CHART));
            default -> List.of();
        };
    }

    private Patient enter(String first, String last, String chart) {
        return sandbox.newPatient(account, Map.of("firstName", first, "lastName", last, "chartNumber", chart));
    }

    private String names(String patientId) {
        return sandbox.patients(account).stream()
                .filter(patient -> patient.patientId().equals(patientId))
                .map(patient -> patient.firstName() + " " + patient.lastName())
                .findFirst()
                .orElseThrow();
    }

    private static String hex(String text) {
        StringBuilder hex = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            hex.append(String.format("%02x", each));
        }
        return hex.toString();
    }
}
