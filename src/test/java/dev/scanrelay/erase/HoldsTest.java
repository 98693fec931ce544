package dev.scanrelay.erase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import dev.scanrelay.flow.FlowProfile;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.secret.Vault;
import dev.scanrelay.testing.SandboxClient.Scan;
import dev.scanrelay.transfer.ObjectStore;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    @Inject
    PatientKey keys;

    @Inject
    Vault vault;

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

    @Test
    void keepsAnOrderThatIsHeldThoughItsPatientNowIsOneWhoWasErased() {
        Clinic clinic = new Clinic(pairings, database, store);
        Scan scan = clinic.scan();
        clinic.hold(Map.of("orderId", clinic.order(scan), "reason", "litigation"));
        Set<String> before = clinic.keys();
        erasedBefore(clinic, scan);

        clinic.flow().sandbox().notifyAgain(scan.rxId());
        await().atMost(Clinic.PATIENCE).until(() -> isSettledAgain(clinic, scan));

        assertThat(clinic.state(scan)).isEqualTo("ready");
        assertThat(clinic.keys()).isEqualTo(before);
    }

    /** Align merges patients: whose an order was when it was held matters on. */
    @Test
    void keepsAnOrderThatItHeldThoughItIsAnotherPatientsByNow() {
        Clinic clinic = new Clinic(pairings, database, store);
        Scan scan = clinic.scan();
        clinic.run("update scan_order set patient_id = 'former' where rx_id = '" + scan.rxId() + "'");
        Response hold = clinic.hold(Map.of("patientId", "former", "reason", "litigation"));

        clinic.flow().sandbox().notifyAgain(scan.rxId());
        await().atMost(Clinic.PATIENCE).until(() -> isSettledAgain(clinic, scan));
        Response erasure = clinic.erase(Map.of("patientId", scan.patientId()));
        clinic.timeIsOver(scan);

        assertThat(erasure.statusCode()).isEqualTo(409);
        assertThat(erasure.<String>path("detail")).contains(hold.<String>path("id"));
        assertThat(clinic.state(scan)).isEqualTo("ready");
        clinic.lift(hold);
        clinic.retentionRuns();
        assertThat(clinic.state(scan)).isEqualTo("expired");
    }

    @Test
    void coversOrdersOfWhichNobodyKnowsWhoseTheyAre() {
        Clinic clinic = new Clinic(pairings, database, store);
        Scan scan = clinic.scan();
        Response hold = clinic.hold(Map.of("patientId", "somebody", "reason", "litigation"));
        clinic.unidentified(scan);

        Response ofOrder = clinic.erase(Map.of("orderId", clinic.order(scan)));
        clinic.timeIsOver(scan);

        assertThat(ofOrder.statusCode()).isEqualTo(409);
        assertThat(ofOrder.<String>path("detail")).contains(hold.<String>path("id"));
        assertThat(clinic.state(scan)).isEqualTo("ready");
        clinic.lift(hold);
        clinic.retentionRuns();
        assertThat(clinic.state(scan)).isEqualTo("expired");
    }

    @Test
    void keepsAnOrderThatTurnsOutToBeOfThePatientThoughHeWasErasedBefore() {
        Clinic clinic = new Clinic(pairings, database, store);
        Scan held = clinic.scan();
        Scan another = clinic.scan();
        List.of(held, another).forEach(scan -> {
            erasedBefore(clinic, scan);
            clinic.unidentified(scan);
        });
        clinic.hold(Map.of("patientId", held.patientId(), "reason", "litigation"));

        List.of(held, another).forEach(scan -> clinic.flow().sandbox().notifyAgain(scan.rxId()));
        await().atMost(Clinic.PATIENCE).until(() -> isSettledAgain(clinic, held));

        assertThat(clinic.state(held)).isEqualTo("ready");
        await().atMost(Clinic.PATIENCE).until(() -> clinic.state(another).equals("erased"));
    }

    @Test
    void ofAnOrderRefusesToEraseWhomItWasRequestedFor() {
        Clinic clinic = new Clinic(pairings, database, store);
        Scan scan = clinic.scan();
        requestedFor(clinic, clinic.order(scan), "another");
        Response hold = clinic.hold(Map.of("orderId", clinic.order(scan), "reason", "litigation"));

        Response erasure = clinic.erase(Map.of("patientId", "another"));

        assertThat(erasure.statusCode()).isEqualTo(409);
        assertThat(erasure.<String>path("detail")).contains(hold.<String>path("id"));
    }

    @Test
    void coversWhatIsRequestedForThePatientBeforeThereIsAScan() {
        Clinic clinic = new Clinic(pairings, database, store);
        Scan scan = clinic.scan();
        String order = clinic.order(scan);
        requestedFor(clinic, order, scan.patientId());
        Response hold = clinic.hold(Map.of("patientId", scan.patientId(), "reason", "litigation"));

        Response ofOrder = clinic.erase(Map.of("orderId", order));
        clinic.timeIsOver(scan);

        assertThat(ofOrder.statusCode()).isEqualTo(409);
        assertThat(ofOrder.<String>path("detail")).contains(hold.<String>path("id"));
        assertThat(clinic.state(scan)).isEqualTo("ready");
    }

    @Test
    void beginsNothingAnewForAPatientWhoseErasureIsUnderWayAndReachesUpToNow() {
        Clinic clinic = new Clinic(pairings, database, store);
        Scan scan = clinic.scan();
        UUID first = begun(clinic, scan);
        Scan later = clinic.scanOfSamePatient(scan);

        Response again = clinic.erase(Map.of("patientId", scan.patientId()));

        assertThat(again.<String>path("id")).isEqualTo(first.toString());
        await().atMost(Clinic.PATIENCE)
                .until(() -> clinic.erasure(again).getString("state").equals("done"));
        assertThat(clinic.state(later)).isEqualTo("erased");
    }

    /** As one that was asked for before the later scan was there, and that no process goes on with. */
    private UUID begun(Clinic clinic, Scan scan) {
        PartnerId partner = PartnerId.DEFAULT;
        AccountId account = new AccountId(Long.toString(clinic.account()));
        UUID id = UUID.randomUUID();
        database.write(session -> session.createNativeQuery("""
                        insert into erasure (id, partner_id, account_id, patient_id, patient_index, state, asked_by, asked_at, due_at)
                        values (:id, :partner, :account, :patient, :index, 'running', 'test', now() - interval '1 minute', 'infinity')""")
                .setParameter("id", id)
                .setParameter("partner", partner.value())
                .setParameter("account", account.value())
                .setParameter("patient", vault.seal(scan.patientId(), SealedPatients.context(id.toString())))
                .setParameter("index", keys.of(partner, account, scan.patientId()))
                .executeUpdate());
        return id;
    }

    private void erasedBefore(Clinic clinic, Scan scan) {
        PartnerId partner = PartnerId.DEFAULT;
        AccountId account = new AccountId(Long.toString(clinic.account()));
        database.write(session -> session.createNativeQuery("""
                        insert into erased_patient (partner_id, account_id, patient_index, erased_at, erased_by)
                        values (:partner, :account, :index, now(), 'test')""")
                .setParameter("partner", partner.value())
                .setParameter("account", account.value())
                .setParameter("index", keys.of(partner, account, scan.patientId()))
                .executeUpdate());
    }

    /** The patient is known from the request alone. */
    private static void requestedFor(Clinic clinic, String order, String patient) {
        String request = UUID.randomUUID().toString();
        clinic.run("""
                insert into scan_request (id, partner_id, account_id, state, content, match, candidates, patient_id, order_id, look_at, created_at, changed_at)
                select '%1$s', partner_id, account_id, 'created', 'x', 'none', '[]', '%3$s', id, now(), now(), now() from scan_order where id = '%2$s'
                """.formatted(request, order, patient));
        clinic.run("update scan_order set patient_id = null, scan_request_id = '%s' where id = '%s'"
                .formatted(request, order));
    }

    /** Told once more, and nothing left to do. */
    private boolean isSettledAgain(Clinic clinic, Scan scan) {
        return database.read(session -> session.createNativeQuery(
                        "select count(*), 1 from scan_order where account_id = :account and rx_id = :rx and wanted > 1 and done = wanted and lease_owner is null",
                        Object[].class)
                .setParameter("account", Long.toString(clinic.account()))
                .setParameter("rx", scan.rxId())
                .getSingleResult()
                .map(row -> ((Number) row[0]).longValue() == 1));
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
