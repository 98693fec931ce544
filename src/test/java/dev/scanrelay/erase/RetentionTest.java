package dev.scanrelay.erase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import dev.scanrelay.flow.FlowProfile;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Bucket;
import dev.scanrelay.testing.SandboxClient.Scan;
import dev.scanrelay.transfer.ObjectStore;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;

/** Scans go when their time is over, and none before. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class RetentionTest {

    @Inject
    Pairings pairings;

    @Inject
    Database database;

    @Inject
    ObjectStore store;

    @Test
    void removesWhatIsOldAndFreeToGoAndNothingElse() {
        Clinic clinic = new Clinic(pairings, database, store);
        Scan old = clinic.scan();
        Scan young = clinic.scanOfSamePatient(old);
        Scan held = clinic.scanOfSamePatient(old);
        Scan wanted = clinic.scanOfSamePatient(old);
        Scan onItsWay = clinic.scanOfSamePatient(old);
        List.of(old, held, wanted, onItsWay).forEach(scan -> clinic.old(scan, 3));
        assertThat(clinic.hold(Map.of("orderId", clinic.order(held), "reason", "insurance"))
                        .statusCode())
                .isEqualTo(201);
        clinic.run(
                "update scan_order set wanted = wanted + 1, due_at = 'infinity' where rx_id = '" + wanted.rxId() + "'");
        deliverLater(clinic, onItsWay);

        assertThat(clinic.keep(Map.of("days", 1)).statusCode()).isEqualTo(200);
        clinic.retentionRuns();
        clinic.run("delete from endpoint where description = '" + onItsWay.rxId() + "'");

        assertThat(clinic.state(old)).isEqualTo("expired");
        assertThat(List.of(young, held, wanted, onItsWay))
                .allSatisfy(scan -> assertThat(clinic.state(scan)).isEqualTo("ready"));
        await().atMost(Clinic.PATIENCE)
                .untilAsserted(
                        () -> assertThat(clinic.keys()).isEqualTo(keysOf(clinic, young, held, wanted, onItsWay)));
    }

    @Test
    void keepsAllForEverUnlessSomebodySaysHowLong() {
        Clinic clinic = new Clinic(pairings, database, store);
        Scan old = clinic.scan();
        clinic.old(old, 20_000);

        clinic.retentionRuns();
        clinic.keep(Map.of("forever", true));
        clinic.retentionRuns();

        assertThat(clinic.state(old)).isEqualTo("ready");
    }

    @Test
    void bringsAnExpiredScanBackAsANewRevisionWhenAlignNotifiesOfIt() {
        Clinic clinic = new Clinic(pairings, database, store);
        Scan scan = clinic.scan();
        clinic.old(scan, 3);
        clinic.keep(Map.of("days", 1));
        clinic.retentionRuns();
        assertThat(clinic.state(scan)).isEqualTo("expired");

        clinic.flow().sandbox().notifyAgain(scan.rxId());

        assertThat(clinic.flow().ready(scan.rxId(), 2).revision()).isEqualTo(2);
        assertThat(clinic.state(scan)).isEqualTo("ready");
    }

    @Test
    void removesNothingOfWhatWasFetchedAfterTheScanExpired() {
        Clinic clinic = new Clinic(pairings, database, store);
        Scan scan = clinic.scan();
        Set<String> before = clinic.keys();

        // As if it had expired long before, and its removal had waited for a store that was out.
        clinic.run("insert into objects_to_remove (order_id, due_at) values ('" + clinic.order(scan) + "', now())");
        await().atMost(Clinic.PATIENCE).until(() -> removals(clinic, scan) == 0);

        assertThat(clinic.keys()).isEqualTo(before);
    }

    private long removals(Clinic clinic, Scan scan) {
        String order = clinic.order(scan);
        return database.read(session -> session.createNativeQuery(
                        "select count(*), 1 from objects_to_remove where order_id = cast(:order as uuid)",
                        Object[].class)
                .setParameter("order", order)
                .getSingleResult()
                .map(row -> ((Number) row[0]).longValue()));
    }

    @Test
    void findsTheFewOldOnesAmongManyByAnIndex() {
        String plan = database.write(session -> session.createNativeQuery("""
                        insert into scan_order (id, partner_id, account_id, rx_id, state, due_at, created_at, dated_at, changed_at)
                        select gen_random_uuid(), 'default', 'old-' || n % 20, gen_random_uuid(),
                               case when n % 10 = 0 then 'ready' else 'expired' end, now(), now(), now(),
                               now() - n * interval '1 minute'
                          from generate_series(1, 20000) n""")
                .executeUpdate()
                .chain(() -> session.createNativeQuery("analyze scan_order").executeUpdate())
                .chain(() -> explained(session))
                .invoke(done -> session.currentTransaction().markForRollback()));

        assertThat(plan).contains("scan_order_kept").doesNotContain("Seq Scan on scan_order");
    }

    private static Uni<String> explained(Mutiny.Session session) {
        return session.createNativeQuery("explain " + Retention.OLD, Tuple.class)
                .setParameter("partner", "default")
                .setParameter("account", "old-10")
                .setParameter("seconds", 600_000L)
                .setParameter("most", 50)
                .getResultList()
                .map(lines ->
                        lines.stream().map(line -> line.get(0, String.class)).collect(Collectors.joining("\n")));
    }

    private static TreeSet<String> keysOf(Clinic clinic, Scan... scans) {
        TreeSet<String> keys = new TreeSet<>();
        for (Scan scan : scans) {
            keys.addAll(Bucket.keys(clinic.flow().ready(scan.rxId(), 1).data()));
        }
        return keys;
    }

    /** To an endpoint that takes nothing now. */
    private static void deliverLater(Clinic clinic, Scan scan) {
        clinic.run("""
                with somewhere as (
                    insert into endpoint (id, partner_id, url, accounts, types, description, payload, concurrency, enabled, disabled_reason,
                                          created_at, updated_at)
                    values (gen_random_uuid(), 'default', '\\x00', array['none'], '{}', '%2$s', 'id-only', 1, false, 'by-hand', now(), now())
                    returning id)
                insert into delivery (endpoint_id, position, event_id, ordering_key, state)
                select id, 0, 'test', 'default/%1$d/%2$s', 'due' from somewhere""".formatted(clinic.account(), scan.rxId()));
    }
}
