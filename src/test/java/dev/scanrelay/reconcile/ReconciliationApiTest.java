package dev.scanrelay.reconcile;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.flow.FlowProfile;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(FlowProfile.class)
class ReconciliationApiTest {

    @Inject
    Pairings pairings;

    @Inject
    Sweeping sweeping;

    private Flow flow;
    private String key;

    @BeforeEach
    void connect() {
        flow = Flow.with(pairings);
        key = TestKeys.admin();
    }

    @Test
    void saysWhatWasFoundByWhomAndWhenTheNextSweepIs() {
        long account = flow.pairedClinic();
        flow.ready(flow.sandbox().scan(account, ReconcileTest.TINY).rxId(), 1);
        String lost = flow.sandbox().scanQuietly(account, ReconcileTest.TINY).rxId();
        sweeping.run(account, Kind.RECENT);
        flow.ready(lost, 1);

        JsonPath report = get(account, "").then().statusCode(200).extract().jsonPath();

        assertThat(report.getInt("found.notification")).isEqualTo(1);
        assertThat(report.getInt("found.sweep")).isEqualTo(1);
        assertThat(report.getInt("found.import")).isZero();
        assertThat(report.getString("sweeps[0].kind")).isEqualTo("recent");
        assertThat(report.getInt("sweeps[0].found")).isEqualTo(1);
        assertThat(report.getBoolean("sweeps[0].underWay")).isFalse();
        assertThat(Instant.parse(report.getString("sweeps[0].nextAt")))
                .isAfter(Instant.parse(report.getString("sweeps[0].completeAsOf")));
        assertThat(report.getList("sweeps.kind")).contains("month", "single", "backfill");
    }

    @Test
    void countsInThePeriodAlone() {
        long account = flow.pairedClinic();
        flow.ready(flow.sandbox().scan(account, ReconcileTest.TINY).rxId(), 1);

        JsonPath report = get(account, "?from=2020-01-01&to=2020-02-01")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(report.getInt("found.notification")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"?from=yesterday, from", "?to=x, to", "?from=2020-01-02&to=2020-01-01, to"})
    void refusesAPeriodThatIsNone(String query, String named) {
        Response answer = get(flow.pairedClinic(), query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("detail")).contains(named);
    }

    @Test
    void knowsNoAccountThatIsNotPaired() {
        assertThat(get(flow.clinic(), "").statusCode()).isEqualTo(404);
    }

    private Response get(long account, String query) {
        return given().header("Authorization", "Bearer " + key)
                .get("/api/v1/accounts/" + account + "/reconciliation" + query);
    }
}
