package dev.scanrelay.erase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import dev.scanrelay.flow.FlowProfile;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.SandboxClient.Scan;
import dev.scanrelay.transfer.ObjectStore;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A legal hold forbids what an erasure asks for. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class HoldsTest {

    @Inject
    Pairings pairings;

    @Inject
    Database database;

    @Inject
    ObjectStore store;

    @Inject
    Erasures erasures;

    @Test
    void refusesAnErasureNamingTheHold() {
        Clinic clinic = new Clinic(pairings, database, store);
        Scan scan = clinic.scan();
        Response hold =
                clinic.hold(Map.of("orderId", clinic.order(scan), "reason", "litigation", "reference", "4 O 211/26"));

        Response ofOrder = clinic.erase(Map.of("orderId", clinic.order(scan)));
        Response ofPatient = clinic.erase(Map.of("patientId", scan.patientId()));

        assertThat(hold.statusCode()).isEqualTo(201);
        assertThat(hold.<String>path("reference")).isEqualTo("4 O 211/26");
        assertThat(ofOrder.statusCode()).isEqualTo(409);
        assertThat(ofPatient.<String>path("type")).isEqualTo("urn:scanrelay:problem:legal-hold");
        assertThat(ofPatient.<String>path("detail")).contains(hold.<String>path("id"));
        assertThat(clinic.state(scan)).isEqualTo("ready");
    }

    @Test
    void erasesOnceTheHoldIsLifted() {
        Clinic clinic = new Clinic(pairings, database, store);
        Scan scan = clinic.scan();
        Response hold = clinic.hold(Map.of("patientId", scan.patientId(), "reason", "authority"));
        assertThat(clinic.erase(Map.of("patientId", scan.patientId())).statusCode())
                .isEqualTo(409);

        Response lifted = clinic.lift(hold);
        Response erasure = clinic.erase(Map.of("patientId", scan.patientId()));

        assertThat(lifted.statusCode()).isEqualTo(200);
        assertThat(lifted.<String>path("patientId")).isNull();
        await().atMost(Clinic.PATIENCE)
                .until(() -> clinic.erasure(erasure).getString("state").equals("done"));
        assertThat(clinic.keys()).isEmpty();
    }

    @Test
    void holdsUpAnErasureUnderWayUntilItIsLifted() {
        Clinic clinic = new Clinic(pairings, database, store);
        Scan scan = clinic.scan();
        Target patient = new Target.OfPatient(
                PartnerId.DEFAULT, new AccountId(Long.toString(clinic.account())), scan.patientId());

        // Accepted, and not begun by any process before the hold is there.
        UUID id = asked(patient);
        Response hold = clinic.hold(Map.of("orderId", clinic.order(scan), "reason", "complaint"));
        clinic.run("update erasure set due_at = now() where id = '" + id + "'");

        await().atMost(Clinic.PATIENCE).until(() -> state(patient, id).equals(Optional.of(ErasureState.HELD)));
        assertThat(clinic.state(scan)).isEqualTo("ready");
        clinic.lift(hold);
        await().atMost(Clinic.PATIENCE).until(() -> state(patient, id).equals(Optional.of(ErasureState.DONE)));
        assertThat(clinic.state(scan)).isEqualTo("erased");
    }

    private UUID asked(Target target) {
        return database.write(session -> session.createNativeQuery("""
                        insert into erasure (id, partner_id, account_id, order_id, state, asked_by, asked_at, due_at)
                        select gen_random_uuid(), o.partner_id, o.account_id, o.id, 'running', 'test', now(), 'infinity'
                          from scan_order o where o.account_id = :account returning id, 1""", Object[].class)
                .setParameter("account", target.account().value())
                .getSingleResult()
                .map(row -> (UUID) row[0]));
    }

    private Optional<ErasureState> state(Target target, UUID id) {
        return erasures.find(target.partner(), target.account(), id).map(Erasure::state);
    }
}
