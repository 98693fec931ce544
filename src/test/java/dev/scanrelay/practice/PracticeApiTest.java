package dev.scanrelay.practice;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.MovableClock;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.SandboxService;
import dev.scanrelay.testing.Services;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Services.class)
@QuarkusTestResource(SandboxService.class)
class PracticeApiTest {

    @Inject
    Pairings pairings;

    @Inject
    Database database;

    @Inject
    MovableClock clock;

    private SandboxClient sandbox;
    private long account;
    private String key = "";

    @BeforeEach
    void pairAClinic() {
        Flow flow = Flow.with(pairings);
        sandbox = flow.sandbox();
        account = flow.pairedClinic();
        key = TestKeys.admin();
    }

    @AfterEach
    void mend() {
        sandbox.clearFaults();
        clock.putBack();
    }

    @Test
    void showsWhatAScanRequestMayChooseFrom() {
        JsonPath practice = ok(get());

        assertThat(practice.getString("account")).isEqualTo(Long.toString(account));
        assertThat(practice.getString("timeZone")).isEqualTo("Europe/Berlin");
        assertThat(practice.getList("doctors.lastName")).containsExactly("Müller");
        assertThat(practice.getList("scanners.name")).containsExactly("Room 1", "Room 2");
        assertThat(practice.getList("procedures.procedureMapId", String.class))
                .containsExactly("1", "2", "3", "4", "5");
        assertThat(practice.getBoolean("stale")).isFalse();
    }

    @Test
    void asksAlignOnceForManyAndNotAgainForAWhile() throws Exception {
        int before = asked();

        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> call = () -> get().statusCode();
            assertThat(callers.invokeAll(Stream.generate(() -> call).limit(8).toList()))
                    .allSatisfy(answer -> assertThat(answer.get()).isEqualTo(200));
        }
        ok(get());

        assertThat(asked()).isEqualTo(before + 1);
    }

    @Test
    void asksAgainWhenToldToOrWhenItIsOld() {
        ok(get());
        int before = asked();

        ok(request().get(path() + "?refresh=true"));
        assertThat(asked()).isEqualTo(before + 1);

        clock.advance(Duration.ofMinutes(16));
        ok(get());
        assertThat(asked()).isEqualTo(before + 2);
    }

    @Test
    void servesWhatIsOldAndSaysSoWhileAlignIsOut() {
        String asOf = ok(get()).getString("asOf");
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "account", account, "call", "practiceConfiguration"));
        clock.advance(Duration.ofMinutes(16));

        JsonPath practice = ok(get());

        assertThat(practice.getBoolean("stale")).isTrue();
        assertThat(practice.getString("asOf")).isEqualTo(asOf);
        assertThat(request().get(path() + "?refresh=true").statusCode()).isEqualTo(503);
    }

    @Test
    void servesNothingThatIsTooOld() {
        ok(get());
        makeTooOld();
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "account", account, "call", "practiceConfiguration"));

        get().then().statusCode(503).header("Retry-After", "30");
    }

    @Test
    void readsWhatAnotherReplicaAskedFor() {
        AccountId id = new AccountId(Long.toString(account));
        Account kept = new Account(PartnerId.DEFAULT, id);
        Practice practice = new Practice(
                "By another replica",
                java.util.Optional.empty(),
                java.util.Optional.empty(),
                List.of(),
                List.of(),
                List.of());
        new KeptPractices(
                        database,
                        new com.fasterxml.jackson.databind.ObjectMapper()
                                .registerModule(new com.fasterxml.jackson.datatype.jdk8.Jdk8Module()))
                .keep(kept, new Told(practice, clock.instant()));
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "account", account, "call", "practiceConfiguration"));

        assertThat(ok(get()).getString("name")).isEqualTo("By another replica");
    }

    @Test
    void tellsNothingOfAnAccountThatIsNotPairedAnyMore() {
        ok(get());

        request().delete("/api/v1/pairings/" + account).then().statusCode(204);

        get().then().statusCode(409);
    }

    @Test
    void tellsNothingToAKeyOfAnotherAccountOrWithoutTheScope() {
        assertThat(limited(List.of("rx:write"), List.of("999999")).statusCode()).isEqualTo(404);
        assertThat(limited(List.of("artifacts:read"), List.of(Long.toString(account)))
                        .statusCode())
                .isEqualTo(403);
        assertThat(given().get(path()).statusCode()).isEqualTo(401);
        request().get("/api/v1/accounts/999998/practice").then().statusCode(404);
        request().get(path() + "?refresh=zebra").then().statusCode(400);
    }

    private Response limited(List<String> scopes, List<String> accounts) {
        String narrow = request()
                .contentType("application/json")
                .body(Map.of("name", "limited", "owner", "a test", "scopes", scopes, "accounts", accounts))
                .post("/api/v1/keys")
                .path("key");
        return given().header("Authorization", "Bearer " + narrow).get(path());
    }

    private void makeTooOld() {
        database.write(session -> session.createNativeQuery(
                        "update practice_configuration set fetched_at = fetched_at - interval '8 days' where account_id = '"
                                + account + "'")
                .executeUpdate());
        clock.advance(Duration.ofDays(8));
    }

    private int asked() {
        return sandbox.calls().getOrDefault("practiceConfiguration", Map.of()).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private String path() {
        return "/api/v1/accounts/" + account + "/practice";
    }

    private Response get() {
        return request().get(path());
    }

    private static JsonPath ok(Response answer) {
        return answer.then().statusCode(200).extract().jsonPath();
    }

    private io.restassured.specification.RequestSpecification request() {
        return given().header("Authorization", "Bearer " + key);
    }
}
