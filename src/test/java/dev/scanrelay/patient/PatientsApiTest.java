package dev.scanrelay.patient;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.database.Database;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Captured;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.SandboxClient.Patient;
import dev.scanrelay.testing.SandboxService;
import dev.scanrelay.testing.Services;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
@QuarkusTestResource(SandboxService.class)
class PatientsApiTest {

    private static final String FIRST = "Xyzmarkedfirst";
    private static final String LAST = "Xyzmarkedlast";
    private static final String CHART = "XYZ-CHART-88";

    @Inject
    Pairings pairings;

    @Inject
    Database database;

    private Flow flow;
    private SandboxClient sandbox;
    private long account;
    private String key = "";

    @BeforeEach
    void openAClinic() {
        flow = Flow.with(pairings);
        sandbox = flow.sandbox();
        account = flow.pairedClinic();
        key = TestKeys.admin();
    }

    @AfterEach
    void mend() {
        sandbox.clearFaults();
    }

    // Search

    @Test
    void findsAndSaysWhy() {
        Patient patient = enter("Jürgen", "Müller", "JM-1");
        Patient renamed = enter("Jonas", "Berg", "JM-1");

        Response found = search(Map.of("firstName", "Mueller", "lastName", "JUERGEN", "chartNumber", "jm-1"));

        found.then().statusCode(200).header("Cache-Control", "private, no-store");
        assertThat(found.jsonPath().getList("patients.patientId", String.class))
                .containsExactly(patient.patientId(), renamed.patientId());
        assertThat(found.jsonPath().getList("patients.reason", String.class))
                .containsExactly("CHART_NAME_REORDERED", "CHART_OTHER_NAME");
        assertThat(found.<Boolean>path("complete")).isTrue();
        assertThat(found.<String>path("patients[0].lastName")).isEqualTo("Müller");
        assertThat(found.<String>path("patients[0].etag")).startsWith("\"").endsWith("\"");
    }

    @Test
    void saysThatAlignLimitsItRatherThanWhatItFoundByThen() {
        enter("Jürgen", "Müller", "JM-1");
        sandbox.fault(Map.of(
                "kind", "RATE_LIMIT", "call", "patientSearch", "account", account, "after", 2, "retryAfterSeconds", 9));

        Response limited = search(Map.of("firstName", "Jürgen", "lastName", "Müller", "chartNumber", "JM-2"));

        expect(limited, 503, "align-rate-limited");
        assertThat(limited.header("Retry-After")).isEqualTo("9");
        assertThat(limited.<Boolean>path("retryable")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"firstName\":null}",
                "{\"firstName\":\" \"}",
                "{\"lastName\":\"a\\u0000b\"}",
                "{\"lastName\":[]}",
                "null"
            })
    void refusesASearchForNobody(String body) {
        expect(api().body(body).post(path("/search")), 400, "invalid-request");
    }

    // Change by id

    @Test
    void changesWhatIsAskedForAndTellsTheNewState() {
        Patient patient = enter("Anna", "Müller", "AM-1");
        String etag = etag(patient);

        Response changed = update(patient, etag, Map.of("lastName", "Berg", "chartNumber", "AM-2"));

        changed.then().statusCode(200).header("Cache-Control", "private, no-store");
        assertThat(stored(patient))
                .isEqualTo(new Patient(
                        patient.patientId(), account, "Anna", "Berg", Optional.of("AM-2"), patient.birthDate()));
        assertThat(changed.<String>path("firstName")).isEqualTo("Anna");
        assertThat(changed.<String>path("lastName")).isEqualTo("Berg");
        assertThat(changed.header("ETag")).isEqualTo(changed.path("etag"));

        update(patient, changed.header("ETag"), Map.of("firstName", "Ann"))
                .then()
                .statusCode(200);
        assertThat(stored(patient).firstName()).isEqualTo("Ann");
    }

    @Test
    void refusesAChangeOfWhatAnotherChangedSince() {
        Patient patient = enter("Anna", "Müller", "AM-1");
        String etag = etag(patient);
        sandbox.changePatient(account, patient.patientId(), Map.of("lastName", "Huber"));

        expect(update(patient, etag, Map.of("lastName", "Berg")), 412, "patient-changed");

        assertThat(stored(patient).lastName()).isEqualTo("Huber");
    }

    @Test
    void noticesAChangeOfCaseThoughAlignsSearchDoesNot() {
        Patient patient = enter("Anna", "von berg", "AM-1");
        String etag = etag(patient);
        sandbox.changePatient(account, patient.patientId(), Map.of("lastName", "Von Berg"));

        expect(update(patient, etag, Map.of("firstName", "Ann")), 412, "patient-changed");
    }

    @Test
    void refusesAChangeWithoutATag() {
        Patient patient = enter("Anna", "Müller", "AM-1");

        expect(api().body(Map.of("lastName", "Berg")).put(path("/" + patient.patientId())), 428, "etag-required");
        assertThat(stored(patient).lastName()).isEqualTo("Müller");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"x\"", "W/\"abc\"", "\"AAAA\", \"BBBB\"", "\"!\""})
    void refusesATagThatIsNoneOfOurs(String etag) {
        Patient patient = enter("Anna", "Müller", "AM-1");

        expect(update(patient, etag, Map.of("lastName", "Berg")), 412, "etag-unknown");
    }

    @Test
    void refusesATagOfAnotherPatientOrAnotherAccount() {
        Patient patient = enter("Anna", "Müller", "AM-1");
        Patient other = enter("Jonas", "Berg", "JB-1");
        String foreign = etag(patient);
        account = flow.pairedClinic();
        Patient namesake = enter("Anna", "Müller", "AM-1");

        expect(update(namesake, foreign, Map.of("lastName", "Berg")), 412, "etag-unknown");
        expect(update(other, etag(namesake), Map.of("lastName", "Berg")), 412, "etag-unknown");
    }

    @Test
    void namesTheConflictOfAChartNumberInUse() {
        Patient patient = enter("Anna", "Müller", "AM-1");
        enter("Jonas", "Berg", "JB-1");

        expect(update(patient, etag(patient), Map.of("chartNumber", "JB-1")), 409, "chart-number-in-use");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"lastName\":\"\"}", "{\"firstName\":\"\\u200b\"}", "{\"lastName\":{}}", "[]"})
    void refusesAChangeToNothing(String body) {
        Patient patient = enter("Anna", "Müller", "AM-1");

        expect(
                api().header("If-Match", etag(patient)).body(body).put(path("/" + patient.patientId())),
                400,
                "invalid-request");
        assertThat(stored(patient)).isEqualTo(patient);
    }

    @Test
    void saysThatItIsOpenWhenAlignsAnswerIsLostAndARepeatSettlesIt() {
        Patient patient = enter("Anna", "Müller", "AM-1");
        String etag = etag(patient);
        sandbox.fault(Map.of("kind", "ANSWER_LOST", "call", "patientById", "account", account, "times", 1));

        Response open = update(patient, etag, Map.of("lastName", "Berg"));
        int puts = calls("patientById");
        Response repeated = update(patient, etag, Map.of("lastName", "Berg"));

        expect(open, 503, "align-outcome-open");
        assertThat(open.<Boolean>path("retryable")).isTrue();
        assertThat(repeated.statusCode()).isEqualTo(200);
        assertThat(repeated.<String>path("lastName")).isEqualTo("Berg");
        assertThat(calls("patientById")).isEqualTo(puts);
    }

    @Test
    void doesOnARepeatWhatAlignHadNotDone() {
        Patient patient = enter("Anna", "Müller", "AM-1");
        String etag = etag(patient);
        sandbox.fault(
                Map.of("kind", "SERVER_ERROR", "status", 502, "call", "patientById", "account", account, "times", 1));

        expect(update(patient, etag, Map.of("lastName", "Berg")), 503, "align-outcome-open");
        assertThat(update(patient, etag, Map.of("lastName", "Berg")).statusCode())
                .isEqualTo(200);

        assertThat(stored(patient).lastName()).isEqualTo("Berg");
    }

    // Change by chart number

    @Test
    void changesTheNamesOfTheOneWithTheChartNumber() {
        Patient patient = enter("Anna", "Müller", "AM-1");

        Response changed = updateByChart(etag(patient), Map.of("chartNumber", "am-1", "lastName", "Berg"));

        changed.then().statusCode(200);
        assertThat(changed.header("ETag")).isEqualTo(changed.path("etag"));
        assertThat(stored(patient).lastName()).isEqualTo("Berg");
        assertThat(stored(patient).chartNumber()).contains("AM-1");
    }

    @Test
    void listsTheIdsOfThoseWhoShareAChartNumberAndChangesNobody() {
        Patient patient = enter("Anna", "Müller", "AM-1");
        String etag = etag(patient);
        Patient other = enter("Jonas", "Huber", "AM-1");

        Response shared = updateByChart(etag, Map.of("chartNumber", "AM-1", "lastName", "Berg"));

        expect(shared, 409, "chart-number-shared");
        assertThat(shared.jsonPath().getList("patientIds", String.class))
                .containsExactlyInAnyOrder(patient.patientId(), other.patientId());
        assertThat(shared.asString()).doesNotContain("Anna", "Müller", "Jonas", "Huber", "AM-1");
        assertThat(stored(patient)).isEqualTo(patient);
    }

    @Test
    void knowsNobodyByAnUnusedChartNumber() {
        Patient patient = enter("Anna", "Müller", "AM-1");

        expect(
                updateByChart(etag(patient), Map.of("chartNumber", "AM-9", "lastName", "Berg")),
                404,
                "patient-not-found");
    }

    @Test
    void changesByChartNumberOnlyTheOneWhoWasRead() {
        Patient read = enter("Jonas", "Huber", "JH-1");
        Patient patient = enter("Anna", "Müller", "AM-1");

        expect(updateByChart(etag(read), Map.of("chartNumber", "AM-1", "lastName", "Berg")), 412, "patient-changed");
        assertThat(stored(patient)).isEqualTo(patient);
        expect(
                api().body(Map.of("chartNumber", "AM-1", "lastName", "Berg")).post(path("/update-by-chart-number")),
                428,
                "etag-required");
    }

    @Test
    void isSafeToRepeatByChartNumberToo() {
        Patient patient = enter("Anna", "Müller", "AM-1");
        String etag = etag(patient);
        sandbox.fault(Map.of("kind", "ANSWER_LOST", "call", "patientByChartNumber", "account", account, "times", 1));

        expect(updateByChart(etag, Map.of("chartNumber", "AM-1", "lastName", "Berg")), 503, "align-outcome-open");
        assertThat(updateByChart(etag, Map.of("chartNumber", "AM-1", "lastName", "Berg"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(stored(patient).lastName()).isEqualTo("Berg");
    }

    // Who may, and what shows

    @Test
    void letsReadersReadAndWritersWrite() {
        Patient patient = enter("Anna", "Müller", "AM-1");
        String etag = etag(patient);
        String admin = key;

        key = keyWith(admin, List.of("patients:write"), List.of());
        expect(search(Map.of("lastName", "Müller")), 403, "forbidden");
        key = keyWith(admin, List.of("patients:read"), List.of());
        assertThat(search(Map.of("lastName", "Müller")).statusCode()).isEqualTo(200);
        expect(update(patient, etag, Map.of("lastName", "Berg")), 403, "forbidden");
        expect(updateByChart(etag, Map.of("chartNumber", "AM-1", "lastName", "Berg")), 403, "forbidden");
    }

    @Test
    void hidesAccountsThatTheKeyOrThePartnerDoesNotHave() {
        Patient patient = enter("Anna", "Müller", "AM-1");
        String etag = etag(patient);
        key = keyWith(key, List.of("patients:read", "patients:write"), List.of("999999"));
        expect(search(Map.of("lastName", "Müller")), 404, "pairing-not-found");
        expect(update(patient, etag, Map.of("lastName", "Berg")), 404, "pairing-not-found");
        expect(updateByChart(etag, Map.of("chartNumber", "AM-1", "lastName", "Berg")), 404, "pairing-not-found");

        database.write(session -> session.createNativeQuery(
                        "insert into partner (id, name) values ('patients-other', 'Other') on conflict do nothing")
                .executeUpdate());
        key = TestKeys.admin("patients-other");
        expect(search(Map.of("lastName", "Müller")), 404, "pairing-not-found");
        expect(update(patient, etag, Map.of("lastName", "Berg")), 412, "etag-unknown");
        assertThat(stored(patient)).isEqualTo(patient);
    }

    @Test
    void showsNoNameInLogsOrErrors() {
        try (Captured logs = Captured.start()) {
            Patient patient = enter(FIRST, LAST, CHART);
            enter(FIRST, LAST, "XYZ-CHART-89");
            String etag = etag(patient);
            sandbox.fault(Map.of("kind", "ANSWER_LOST", "call", "patientById", "account", account, "times", 1));
            List<Response> refused = List.of(
                    update(patient, etag, Map.of("lastName", LAST + "2")),
                    update(patient, etag, Map.of("firstName", FIRST + "2")),
                    update(patient, etag, Map.of("chartNumber", "XYZ-CHART-89")),
                    updateByChart(etag, Map.of("chartNumber", "XYZ-CHART-none", "lastName", LAST)),
                    updateByChart(etag, Map.of("chartNumber", CHART, "firstName", FIRST + "2")),
                    api().body("{\"lastName\":[\"" + LAST + "\"]}").post(path("/search")),
                    api().body("{\"lastName\":\"" + LAST + "\\u0000\"}").post(path("/search")));

            assertThat(refused).allSatisfy(answer -> {
                assertThat(answer.statusCode()).isBetween(400, 503);
                assertThat(answer.asString()).doesNotContainIgnoringCase("xyzmarked", "xyz-chart");
            });
            assertThat(given().get("/q/metrics").asString()).doesNotContainIgnoringCase("xyzmarked", "xyz-chart");
            assertThat(logs.text()).doesNotContainIgnoringCase("xyzmarked", "xyz-chart");
        }
    }

    private Patient enter(String first, String last, String chart) {
        return sandbox.newPatient(account, Map.of("firstName", first, "lastName", last, "chartNumber", chart));
    }

    private Patient stored(Patient patient) {
        return sandbox.patients(account).stream()
                .filter(one -> one.patientId().equals(patient.patientId()))
                .findFirst()
                .orElseThrow();
    }

    private String etag(Patient patient) {
        return search(Map.of("chartNumber", patient.chartNumber().orElseThrow()))
                .jsonPath()
                .getString("patients.find { it.patientId == '" + patient.patientId() + "' }.etag");
    }

    private Response search(Map<String, String> body) {
        return api().body(body).post(path("/search"));
    }

    private Response update(Patient patient, String etag, Map<String, String> body) {
        return api().header("If-Match", etag).body(body).put(path("/" + patient.patientId()));
    }

    private Response updateByChart(String etag, Map<String, String> body) {
        return api().header("If-Match", etag).body(body).post(path("/update-by-chart-number"));
    }

    private int calls(String name) {
        return sandbox.calls().getOrDefault(name, Map.of()).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private String path(String rest) {
        return "/api/v1/accounts/" + account + "/patients" + rest;
    }

    private RequestSpecification api() {
        return given().header("Authorization", "Bearer " + key).contentType("application/json");
    }

    private static String keyWith(String admin, List<String> scopes, List<String> accounts) {
        Map<String, Object> wish = accounts.isEmpty()
                ? Map.of("name", "limited", "owner", "a test", "scopes", scopes)
                : Map.of("name", "limited", "owner", "a test", "scopes", scopes, "accounts", accounts);
        return given().header("Authorization", "Bearer " + admin)
                .contentType("application/json")
                .body(wish)
                .post("/api/v1/keys")
                .path("key");
    }

    private static void expect(Response answer, int status, String slug) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.<String>path("type")).isEqualTo("urn:scanrelay:problem:" + slug);
        assertThat(answer.<String>path("detail")).isNotBlank();
    }
}
