package dev.scanrelay.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.database.Database;
import dev.scanrelay.fetch.Attempts.OpenAttempt;
import dev.scanrelay.order.Lane;
import dev.scanrelay.testing.Services;
import dev.scanrelay.transfer.ObjectStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Services.class)
class AttemptSweeperTest {

    @Inject
    Database database;

    @Inject
    ObjectStore store;

    @Inject
    FetchMetrics metrics;

    Attempts attempts;
    Leases leases;
    AttemptSweeper sweeper;
    AttemptSweeper patient;

    @BeforeEach
    void alone() {
        execute("update scan_order set done = wanted");
        execute("update attempt set state = 'swept' where state <> 'committed'");
        attempts = new Attempts(database);
        leases = new Leases(database, Settings.defaults());
        sweeper = new AttemptSweeper(attempts, store, metrics, Settings.with(Map.of("sweep-grace", "1ms")));
        patient = new AttemptSweeper(attempts, store, metrics, Settings.defaults());
    }

    @Test
    void leavesTheAttemptOfACurrentLeaseAlone() {
        OpenAttempt attempt = openWithAnObject(leased("sweep-1"));

        sweeper.sweep();

        assertThat(state(attempt)).isEqualTo("open");
        assertThat(objects(attempt)).isOne();
    }

    @Test
    void revokesAndRemovesWhatATakenOverAttemptLeft() {
        Lease lost = leased("sweep-2");
        OpenAttempt attempt = openWithAnObject(lost);
        takeOver(lost);

        sweeper.sweep();

        assertThat(state(attempt)).isEqualTo("revoked");
        assertThat(objects(attempt)).isZero();
    }

    @Test
    void revokesAnAttemptWhoseOrderWasGivenBack() {
        Lease lease = leased("sweep-3");
        OpenAttempt attempt = openWithAnObject(lease);
        leases.release(lease);

        sweeper.sweep();

        assertThat(state(attempt)).isEqualTo("revoked");
    }

    @Test
    void forgetsAPrefixOnlyAfterASecondCleanLook() {
        OpenAttempt attempt = openWithAnObject(leased("sweep-4"));
        attempts.revoke(attempt.id());

        sweeper.sweep();
        assertThat(objects(attempt)).isZero();
        sweeper.sweep();
        assertThat(state(attempt)).isEqualTo("revoked");
        lookNow(attempt);
        sweeper.sweep();

        assertThat(state(attempt)).isEqualTo("swept");
    }

    @Test
    void waitsTheGraceBetweenTheTwoLooks() {
        OpenAttempt attempt = open(leased("sweep-5"));
        attempts.revoke(attempt.id());

        patient.sweep();
        lookNow(attempt);
        patient.sweep();

        assertThat(state(attempt)).isEqualTo("revoked");
    }

    @Test
    void removesWhatAWorkerFinishesAfterItWasRevoked() {
        OpenAttempt attempt = open(leased("sweep-6"));
        attempts.revoke(attempt.id());
        sweeper.sweep();

        put(attempt);
        lookNow(attempt);
        sweeper.sweep();

        assertThat(state(attempt)).isEqualTo("revoked");
        assertThat(objects(attempt)).isZero();
    }

    @Test
    void looksAgainWithinTheGraceWhereTheStoreFailed() {
        OpenAttempt attempt = openWithAnObject(leased("sweep-10"));
        attempts.revoke(attempt.id());
        execute("update attempt set bucket = 'no-such-bucket' where id = '" + attempt.id() + "'");
        sweeper.sweep();
        execute("update attempt set bucket = '" + attempt.place().bucket() + "' where id = '" + attempt.id() + "'");
        assertThat(objects(attempt)).isOne();

        sweeper.sweep();

        assertThat(objects(attempt)).isZero();
    }

    @Test
    void neverTouchesACommittedAttempt() {
        Lease lease = leased("sweep-7");
        OpenAttempt attempt = openWithAnObject(lease);
        execute("update attempt set state = 'committed' where id = '" + attempt.id() + "'");
        takeOver(lease);

        sweeper.sweep();

        assertThat(attempts.revoke(attempt.id())).isFalse();
        assertThat(objects(attempt)).isOne();
    }

    @Test
    void opensNoAttemptUnderALostLease() {
        Lease lost = leased("sweep-8");
        takeOver(lost);

        assertThat(attempts.open(lost, store.place())).isEmpty();
    }

    @Test
    void putsNothingButNumbersIntoAPrefix() {
        OpenAttempt attempt = open(leased("sweep-9"));

        assertThat(attempt.prefix()).isEqualTo("orders/default/sweep-9/" + attempt.id() + "/");
    }

    private Lease leased(String account) {
        execute("insert into scan_order (id, partner_id, account_id, rx_id, wanted, due_at, created_at, changed_at)"
                + " values ('" + UUID.randomUUID() + "', 'default', '" + account + "', '" + UUID.randomUUID()
                + "', 1, clock_timestamp(), now(), now())");
        return leases.take(Lane.LIVE, 1).getFirst();
    }

    private void takeOver(Lease lease) {
        execute("update scan_order set lease_token = lease_token + 1, lease_owner = 'another' where id = '"
                + lease.orderId() + "'");
    }

    private OpenAttempt openWithAnObject(Lease lease) {
        OpenAttempt attempt = open(lease);
        put(attempt);
        return attempt;
    }

    private OpenAttempt open(Lease lease) {
        return attempts.open(lease, store.place()).orElseThrow();
    }

    private void put(OpenAttempt attempt) {
        store.put(attempt.place().at(attempt.prefix() + "1.zip"), new byte[] {1}, 1, "application/zip");
    }

    private int objects(OpenAttempt attempt) {
        return store.objects(attempt.place(), attempt.prefix()).size();
    }

    private void lookNow(OpenAttempt attempt) {
        execute("update attempt set look_at = clock_timestamp() where id = '" + attempt.id() + "'");
    }

    private String state(OpenAttempt attempt) {
        return database.read(session -> session.createNativeQuery(
                        "select state from attempt where id = '" + attempt.id() + "'", String.class)
                .getSingleResult());
    }

    private void execute(String sql) {
        database.write(session -> session.createNativeQuery(sql).executeUpdate());
    }
}
