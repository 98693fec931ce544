package dev.scanrelay.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.database.Database;
import dev.scanrelay.flow.FlowProfile;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.SandboxClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(FlowProfile.class)
class LiveListingApiTest {

    static final Map<String, Object> TINY =
            Map.of("bytes", 2_000, "imageWidth", 0, "stored", true, "artifacts", List.of("IDE"));

    @Inject
    Pairings pairings;

    @Inject
    Database database;

    private Flow flow;
    private SandboxClient sandbox;
    private Key key;

    @BeforeEach
    void connect() {
        flow = Flow.with(pairings);
        sandbox = flow.sandbox();
        key = Key.admin();
    }

    @AfterEach
    void mend() {
        sandbox.clearFaults();
    }

    @Test
    void showsWhatAlignHasNowBesideWhatWeKnow() {
        long account = flow.pairedClinic();
        var stored = sandbox.scan(account, TINY);
        flow.ready(stored.rxId(), 1);
        var unknown = sandbox.scanQuietly(account, TINY);

        Response answer = key.get(list(account, ""));

        JsonPath page = answer.then().statusCode(200).extract().jsonPath();
        assertThat(answer.header("Cache-Control")).isEqualTo("private, no-store");
        assertThat(page.getString("source")).isEqualTo("align");
        assertThat(page.getBoolean("more")).isFalse();
        assertThat(page.getInt("unreadable")).isZero();
        assertThat(page.getList("orders.rxId")).containsExactly(stored.rxId(), unknown.rxId());
        assertThat(page.getString("orders[0].state")).isEqualTo("ready");
        assertThat(page.getInt("orders[0].latestRevision")).isEqualTo(1);
        assertThat(key.get("/api/v1/orders/" + page.getString("orders[0].id")).statusCode())
                .isEqualTo(200);
        assertThat(page.getString("orders[1].vendorOrderId")).isEqualTo(Long.toString(unknown.order()));
        assertThat(page.getMap("orders[1]")).doesNotContainKeys("id", "state", "latestRevision");
        assertThat(page.getList("orders[1].files.type")).containsExactly("IDE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHANGED", "SCANNED"})
    void pagesThroughAHundredOrdersWithoutGapsOrRepeats(String dateFilter) {
        long account = flow.pairedClinic();
        sandbox.behaviour(account, Map.of("dateFilter", dateFilter));
        List<String> scanned = IntStream.range(0, 100)
                .mapToObj(number -> sandbox.scanQuietly(account, TINY).rxId())
                .toList();

        List<String> listed = new ArrayList<>();
        int pages = 0;
        String cursor = "";
        do {
            JsonPath page = key.get(list(account, "limit=30" + cursor))
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            listed.addAll(page.getList("orders.rxId"));
            cursor = page.getBoolean("more") ? "&cursor=" + page.getString("next") : "";
            pages++;
        } while (!cursor.isEmpty());

        assertThat(listed).containsExactlyElementsOf(scanned);
        assertThat(pages).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"CHANGED,1", "SCANNED,0"})
    void leavesItToAlignWhatADateMeans(String dateFilter, int found) {
        long account = flow.pairedClinic();
        sandbox.behaviour(account, Map.of("dateFilter", dateFilter));
        var first = sandbox.scanQuietly(account, TINY);
        var last = sandbox.scanQuietly(account, TINY);
        Instant behindBoth = last.modifiedAt().plusMillis(1);
        sandbox.rescan(first.rxId());

        JsonPath page = key.get("/api/v1/orders?source=align&account=" + account + "&from=" + behindBoth)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(page.getList("orders")).hasSize(found);
    }

    @Test
    void takesACursorForItsOwnQuestionAlone() {
        long account = flow.pairedClinic();
        long other = flow.pairedClinic();
        sandbox.scanQuietly(account, TINY);
        sandbox.scanQuietly(account, TINY);
        String next = key.get(list(account, "limit=1")).jsonPath().getString("next");

        assertThat(key.get(list(account, "limit=1&cursor=" + next)).statusCode())
                .isEqualTo(200);
        assertRefused(key.get(list(other, "limit=1&cursor=" + next)), "cursor");
        assertRefused(key.get(list(account, "limit=1&to=2100-01-01&cursor=" + next)), "cursor");
        assertRefused(key.get(list(account, "limit=1&cursor=" + changed(next))), "cursor");
        assertRefused(key.get(list(account, "limit=1&cursor=%2e%2e")), "cursor");
    }

    @Test
    void searchesAChartNumberAtAlignAndTellsNamesToWhomItMay() {
        long account = flow.pairedClinic();
        var scan = sandbox.scanQuietly(account, TINY);
        String another = sandbox.patients(account).stream()
                .map(SandboxClient.Patient::patientId)
                .filter(id -> !id.equals(scan.patientId()))
                .findFirst()
                .orElseThrow();
        sandbox.newScan(Map.of("account", account, "patientId", another, "plan", TINY, "tell", false));
        sandbox.changePatient(scan.rxId(), Map.of("lastName", "Quillfeather", "chartNumber", "LIVE-" + account));

        Response found = search(key, Map.of("account", Long.toString(account), "chartNumber", "LIVE-" + account));

        JsonPath page = found.then().statusCode(200).extract().jsonPath();
        assertThat(page.getList("orders.rxId")).containsExactly(scan.rxId());
        assertThat(page.getString("orders[0].patient.lastName")).isEqualTo("Quillfeather");
        String shown = Key.of("orders:read").get(list(account, "")).asString();
        assertThat(shown).contains(scan.rxId(), scan.patientId()).doesNotContain("Quillfeather", "LIVE-");
    }

    @ParameterizedTest
    @CsvSource({
        "account=1&from=2026-01-01&status=Completed,status",
        "account=1&from=2026-01-01&state=ready,state",
        "account=1&from=2026-01-01&rxId=x,rxId",
        "account=1&from=2026-01-01&reference=x,reference",
        "account=1&from=2026-01-01&changedSince=2026-01-01,changedSince",
        "account=1&chartNumber=17,chartNumber",
        "account=1&from=2026-01-02&to=2026-01-01,to",
        "account=1,from",
        "from=2026-01-01,account",
    })
    void refusesByNameWhatMakesNoSenseTogether(String query, String named) {
        assertRefused(key.get("/api/v1/orders?source=align&" + query), named);
    }

    @Test
    void refusesASourceItDoesNotKnowAndASearchWithoutItsAccount() {
        assertRefused(key.get("/api/v1/orders?source=itero"), "source");
        assertRefused(search(key, Map.of("chartNumber", "17")), "account");
    }

    @Test
    void knowsNoAccountOfAnother() {
        long account = flow.pairedClinic();
        Key elsewhere = key.narrowed(List.of("orders:read", "patients:read"), List.of("104233"));
        Key otherPartner = Key.ofAnotherPartner(database);

        for (Key foreign : List.of(elsewhere, otherPartner)) {
            assertThat(foreign.get(list(account, "")).statusCode()).isEqualTo(404);
            assertThat(search(foreign, Map.of("account", Long.toString(account), "chartNumber", "17"))
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void saysWhenToComeAgainWhileAlignIsOutOrLimitsUs() {
        long account = flow.pairedClinic();
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "account", account, "call", "orders", "times", 1));
        Response out = key.get(list(account, ""));
        sandbox.fault(
                Map.of("kind", "RATE_LIMIT", "account", account, "call", "orders", "times", 1, "retryAfterSeconds", 7));

        List<Response> answers = List.of(out, key.get(list(account, "")));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.contentType()).startsWith("application/problem+json");
            assertThat(answer.jsonPath().getBoolean("retryable")).isTrue();
            assertThat(answer.header("Retry-After")).isNotBlank();
        });
        assertThat(answers)
                .extracting(answer -> answer.jsonPath().getString("code"))
                .containsExactly("align-unavailable", "align-rate-limited");
    }

    private static String list(long account, String more) {
        return "/api/v1/orders?source=align&account=" + account + "&from=2020-01-01&" + more;
    }

    private static Response search(Key key, Map<String, Object> body) {
        Map<String, Object> live = new HashMap<>(body);
        live.put("source", "align");
        return key.post("/api/v1/orders/search", live);
    }

    private static String changed(String cursor) {
        char last = cursor.charAt(cursor.length() / 2);
        return cursor.substring(0, cursor.length() / 2)
                + (last == 'A' ? 'B' : 'A')
                + cursor.substring(cursor.length() / 2 + 1);
    }

    private static void assertRefused(Response answer, String named) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("detail")).contains(named);
    }
}
