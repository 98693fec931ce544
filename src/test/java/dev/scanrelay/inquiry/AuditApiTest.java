package dev.scanrelay.inquiry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.testing.AuditLog;
import dev.scanrelay.testing.Services;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Services.class)
class AuditApiTest {

    @Inject
    AuditLog log;

    private String key;
    private String patient;
    private String order;

    @BeforeEach
    void makeAPatientWithAnOrder() {
        key = TestKeys.admin();
        patient = "p-" + UUID.randomUUID();
        order = order("inquiry-1");
    }

    private String order(String account) {
        String id = UUID.randomUUID().toString();
        log.execute(
                "insert into scan_order (id, partner_id, account_id, rx_id, patient_id, state, wanted, done, due_at, notified_at,"
                        + " created_at, dated_at, changed_at) values ('" + id + "', 'default', '" + account + "', '"
                        + UUID.randomUUID()
                        + "', '" + patient + "', 'waiting', 1, 1, now(), now(), now(), now(), now())");
        return id;
    }

    @Test
    void tellsWhoSawAPatient() {
        Response seen = caller().get("/api/v1/orders/" + order);
        assertThat(seen.statusCode()).isEqualTo(200);

        Response told = caller().get("/api/v1/audit?patient=" + patient);

        assertThat(told.statusCode()).isEqualTo(200);
        assertThat(told.<List<?>>path("records")).hasSize(1);
        assertThat(told.<String>path("records[0].requestId")).isEqualTo(seen.header("X-Request-Id"));
        assertThat(told.<String>path("records[0].action")).isEqualTo("order.read");
        assertThat(told.<String>path("records[0].result")).isEqualTo("ok");
        assertThat(told.<String>path("records[0].actor")).isEqualTo(key.split("_")[1]);
        assertThat(told.<List<String>>path("records[0].orders")).containsExactly(order);
        assertThat(told.<List<String>>path("records[0].patients")).containsExactly(patient);
        assertThat(told.<List<String>>path("records[0].accounts")).containsExactly("inquiry-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient", "order", "account"})
    void findsAnIdInAnySpellingOfCaseAndTellsItAsItWasRecorded(String filter) {
        patient = "P-" + UUID.randomUUID();
        String account = "Inquiry-" + UUID.randomUUID().toString().substring(0, 8);
        order = order(account);
        Map<String, String> asked = Map.of("patient", patient, "order", order, "account", account);
        String seen = caller().get("/api/v1/orders/" + order).header("X-Request-Id");

        for (String spelling : List.of(
                asked.get(filter).toLowerCase(Locale.ROOT), asked.get(filter).toUpperCase(Locale.ROOT))) {
            Response told = caller().get("/api/v1/audit?" + filter + "=" + spelling);

            assertThat(told.<List<String>>path("records.requestId")).contains(seen);
            assertThat(told.<List<String>>path("records.find { it.requestId == '" + seen + "' }.patients"))
                    .containsExactly(patient);
        }
    }

    @Test
    void recordsThatItWasRead() {
        caller().get("/api/v1/orders/" + order);
        caller().get("/api/v1/audit?patient=" + patient);

        assertThat(caller().get("/api/v1/audit?patient=" + patient).<List<String>>path("records.action"))
                .containsExactly("audit.read", "order.read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient=Quillfeather", "order=Quillfeather", "actor=Quillfeather"})
    void keepsNoWordOfAQuestionThatMayBeAName(String query) {
        Response told = caller().get("/api/v1/audit?" + query);

        assertThat(told.statusCode()).isEqualTo(200);
        assertThat(log.of(told)).containsExactly("ended audit.read ok 200");
    }

    @Test
    void tellsAPartnerNothingOfAnothersCalls() {
        caller().get("/api/v1/orders/" + order);
        log.execute("insert into partner (id, name) values ('inquirer', 'Inquirer') on conflict do nothing");

        Response told = given().header("Authorization", "Bearer " + TestKeys.admin("inquirer"))
                .get("/api/v1/audit?order=" + order);

        assertThat(told.statusCode()).isEqualTo(200);
        assertThat(told.<List<?>>path("records")).isEmpty();
    }

    @Test
    void leadsThroughAllPagesWithoutAGapOrARepeat() {
        List<String> seen = List.of(
                caller().get("/api/v1/orders/" + order).header("X-Request-Id"),
                caller().get("/api/v1/orders/" + order).header("X-Request-Id"),
                caller().get("/api/v1/orders/" + order).header("X-Request-Id"));

        String from = "/api/v1/audit?limit=2&order=" + order;
        Response first = caller().get(from);
        Response second = caller().get(from + "&cursor=" + first.path("next") + "&to=2999-01-01T00:00:00Z");

        assertThat(first.<List<String>>path("records.requestId")).containsExactly(seen.get(2), seen.get(1));
        assertThat(second.<List<String>>path("records.requestId")).containsExactly(seen.get(0));
        assertThat(second.<String>path("next")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "who=x",
                "limit=0",
                "limit=x",
                "from=yesterday",
                "cursor=!",
                "cursor=AAAA",
                "patient=",
                "order=a&order=b"
            })
    void refusesWhatItCannotFollow(String query) {
        Response refused = caller().get("/api/v1/audit?" + query);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<String>path("type")).isEqualTo("urn:scanrelay:problem:invalid-request");
    }

    @Test
    void refusesAKeyThatIsLimitedToAccountsOrLacksTheScope() {
        assertThat(given().header(
                                "Authorization",
                                "Bearer " + narrow(Map.of("scopes", List.of("audit:read"), "accounts", List.of("1"))))
                        .get("/api/v1/audit")
                        .statusCode())
                .isEqualTo(403);
        assertThat(given().header("Authorization", "Bearer " + narrow(Map.of("scopes", List.of("orders:read"))))
                        .get("/api/v1/audit")
                        .statusCode())
                .isEqualTo(403);
    }

    private String narrow(Map<String, Object> rights) {
        Map<String, Object> body = new java.util.HashMap<>(rights);
        body.put("name", "narrow");
        body.put("owner", "tests");
        return caller().contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/keys")
                .path("key");
    }

    private RequestSpecification caller() {
        return given().header("Authorization", "Bearer " + key);
    }
}
