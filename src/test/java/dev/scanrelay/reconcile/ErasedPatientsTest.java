package dev.scanrelay.reconcile;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import dev.scanrelay.flow.FlowProfile;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Catalogue;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.SandboxClient.Scan;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A sweep keeps nothing new of an order that belongs to an erased patient. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class ErasedPatientsTest {

    @Inject
    Pairings pairings;

    @Inject
    Database database;

    @Inject
    Sweeping sweeping;

    /** Align merged two of its patients: the order was another's when this one was erased. */
    @Test
    void erasesAnOrderThatTurnsOutToBeOfAnErasedPatient() {
        Flow flow = Flow.with(pairings);
        Catalogue catalogue = new Catalogue(database);
        long account = flow.pairedClinic();
        Scan scan = flow.sandbox().scan(account, ReconcileTest.TINY);
        flow.ready(scan.rxId(), 1);
        sweeping.execute("update scan_order set patient_id = 'another' where rx_id = '" + scan.rxId() + "'");
        erase(account, scan.patientId());
        assertThat(catalogue.state(scan.rxId())).isEqualTo("ready");

        sweeping.run(account, Kind.RECENT);

        assertThat(catalogue.state(scan.rxId())).isEqualTo("erased");
        assertThat(sweeping.text("select patient_id from scan_order where rx_id = '" + scan.rxId() + "'"))
                .isEqualTo("null");
    }

    private static void erase(long account, String patient) {
        String base = "/api/v1/accounts/" + account + "/erasures";
        String id = api().body(Map.of("patientId", patient))
                .post(base)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        await("erasure " + id)
                .atMost(Duration.ofSeconds(30))
                .until(() -> api().get(base + "/" + id).path("state").equals("done"));
    }

    private static RequestSpecification api() {
        return given().header("Authorization", "Bearer " + TestKeys.admin()).contentType(ContentType.JSON);
    }
}
