package dev.scanrelay.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.database.Database;
import dev.scanrelay.flow.FlowProfile;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Catalogue;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.SandboxClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(FlowProfile.class)
class ReconcileTest {

    static final Map<String, Object> TINY = Map.of("bytes", 20_000, "imageWidth", 0, "artifacts", List.of("IDE"));

    @Inject
    Pairings pairings;

    @Inject
    Database database;

    @Inject
    Sweeping sweeping;

    private Flow flow;
    private SandboxClient sandbox;
    private Catalogue catalogue;

    @BeforeEach
    void connect() {
        flow = Flow.with(pairings);
        sandbox = flow.sandbox();
        catalogue = new Catalogue(database);
    }

    @AfterEach
    void mend() {
        sandbox.clearFaults();
    }

    @Test
    void findsAScanWhoseNotificationWasLost() {
        long account = flow.pairedClinic();
        String rxId = sandbox.scanQuietly(account, TINY).rxId();

        sweeping.run(account, Kind.RECENT);

        flow.ready(rxId, 1);
        assertThat(catalogue.lane(rxId)).isEqualTo(1);
        assertThat(sweeping.timeline(rxId)).containsEntry("found", "not notified");
        assertThat(sweeping.column(account, Kind.RECENT, "found")).isEqualTo("1");
        assertThat(sweeping.text(
                        "select r.found_by from revision r join scan_order o on o.id = r.order_id where o.rx_id = '"
                                + rxId + "'"))
                .isEqualTo("sweep");
    }

    @Test
    void fetchesNothingAgainThatIsAsItWas() {
        long account = flow.pairedClinic();
        String notified = sandbox.scan(account, TINY).rxId();
        String lost = sandbox.scanQuietly(account, TINY).rxId();
        flow.ready(notified, 1);
        sweeping.run(account, Kind.RECENT);
        flow.ready(lost, 1);
        catalogue.settled(lost, 1);

        sweeping.run(account, Kind.RECENT);
        sweeping.run(account, Kind.MONTH);

        assertThat(sweeping.column(account, Kind.RECENT, "found")).isEqualTo("0");
        assertThat(sweeping.column(account, Kind.RECENT, "listed")).isEqualTo("2");
        assertThat(sweeping.column(account, Kind.RECENT, "idle")).isEqualTo("1");
        assertThat(sweeping.column(account, Kind.MONTH, "found")).isEqualTo("0");
        assertThat(catalogue.attempts(notified)).hasSize(1);
        assertThat(catalogue.attempts(lost)).hasSize(1);
    }

    @Test
    void keepsNewFactsWithoutADownload() {
        long account = flow.pairedClinic();
        String rxId = sandbox.scan(account, TINY).rxId();
        flow.ready(rxId, 1);
        sweeping.execute("update scan_order set doctor_id = 'another' where rx_id = '" + rxId + "'");

        sweeping.run(account, Kind.RECENT);

        assertThat(sweeping.timeline(rxId)).containsEntry("updated", "doctorId");
        assertThat(sweeping.text("select doctor_id from scan_order where rx_id = '" + rxId + "'"))
                .isNotEqualTo("another");
        assertThat(catalogue.attempts(rxId)).hasSize(1);
        assertThat(sweeping.column(account, Kind.RECENT, "found")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHANGED", "SCANNED"})
    void findsALostRescanWhateverTheDateFilterMeans(String dateFilter) {
        long account = flow.pairedClinic();
        sandbox.behaviour(account, Map.of("dateFilter", dateFilter));
        String rxId = sandbox.scan(account, TINY).rxId();
        flow.ready(rxId, 1);
        sweeping.run(account, Kind.RECENT);

        rescanUntold(account, rxId);
        sweeping.run(account, Kind.RECENT);

        flow.ready(rxId, 2);
        assertThat(sweeping.timeline(rxId)).containsEntry("found", "changed at the vendor");
        assertThat(foundBy(rxId, 1)).isEqualTo("notification");
        assertThat(foundBy(rxId, 2)).isEqualTo("sweep");
    }

    @Test
    void findsALostRescanOfAnOlderScanInTheLongSweep() {
        long account = flow.pairedClinic();
        sandbox.behaviour(account, Map.of("dateFilter", "SCANNED"));
        String rxId = sandbox.scan(account, TINY).rxId();
        flow.ready(rxId, 1);
        sweeping.plan();
        sweeping.change("mark = clock_timestamp() + interval '3 days' where account_id = '" + account + "'");

        rescanUntold(account, rxId);
        sweeping.run(account, Kind.RECENT);
        String recently = sweeping.column(account, Kind.RECENT, "listed");
        sweeping.run(account, Kind.MONTH);

        assertThat(recently).isEqualTo("0");
        flow.ready(rxId, 2);
    }

    @Test
    void findsALostRescanOfAnOrderThatVanishedFromTheList() {
        long account = flow.pairedClinic();
        sandbox.behaviour(account, Map.of("downloadedVanish", true));
        String rxId = sandbox.scan(account, TINY).rxId();
        flow.ready(rxId, 1);

        rescanUntold(account, rxId);
        sweeping.run(account, Kind.RECENT);
        sweeping.run(account, Kind.MONTH);
        assertThat(sweeping.column(account, Kind.MONTH, "listed")).isEqualTo("0");
        sweeping.run(account, Kind.SINGLE);

        flow.ready(rxId, 2);
        assertThat(foundBy(rxId, 2)).isEqualTo("sweep");
    }

    @Test
    void asksForAnOrderAloneLessAndLess() {
        long account = flow.pairedClinic();
        String rxId = sandbox.scan(account, TINY).rxId();
        flow.ready(rxId, 1);
        changed(rxId, "1 hour");

        sweeping.run(account, Kind.SINGLE);
        String first = sweeping.column(account, Kind.SINGLE, "listed");
        sweeping.run(account, Kind.SINGLE);
        String second = sweeping.column(account, Kind.SINGLE, "listed");
        changed(rxId, "3 hours");
        asked(rxId, "100 minutes");
        sweeping.run(account, Kind.SINGLE);

        assertThat(List.of(first, second, sweeping.column(account, Kind.SINGLE, "listed")))
                .containsExactly("1", "0", "1");
    }

    @Test
    void findsThatAPushedRxWasScanned() {
        long account = flow.pairedClinic();
        String rxId = sandbox.scanQuietly(account, TINY).rxId();
        sandbox.behaviour(account, Map.of("downloadedVanish", true));
        sweeping.execute(
                "insert into scan_order (id, partner_id, account_id, rx_id, state, origin, due_at, created_at, dated_at, changed_at)"
                        + " values (gen_random_uuid(), 'default', '" + account + "', '" + rxId
                        + "', 'requested', 'pushed', now(), now(), now(), now())");

        sweeping.run(account, Kind.SINGLE);

        flow.ready(rxId, 1);
    }

    @Tag("slow")
    @Test
    void findsOnlyByTheDeepCheckWhatVanishedWithAFinalStatus() {
        long account = flow.pairedClinic();
        sandbox.behaviour(account, Map.of("downloadedVanish", true));
        String rxId = sandbox.scan(account, TINY).rxId();
        flow.ready(rxId, 1);
        sandbox.status(rxId, "Ready to Ship", true);
        catalogue.settled(rxId, 2);

        rescanUntold(account, rxId);
        sweeping.run(account, Kind.RECENT);
        sweeping.run(account, Kind.MONTH);
        sweeping.run(account, Kind.SINGLE);
        assertThat(catalogue.revisions(rxId)).isOne();
        assertThat(sweeping.column(account, Kind.SINGLE, "listed")).isEqualTo("0");
        sweeping.run(account, Kind.DEEP);

        flow.ready(rxId, 2);
    }

    @ParameterizedTest
    @CsvSource({"403,rejected", "410,rejected", "400,rejected", "200,unreadable", "503,out"})
    void goesOnWithTheOthersWhereAlignDoesNotGiveOneOrder(int status, String failure) {
        long account = flow.pairedClinic();
        sandbox.behaviour(account, Map.of("downloadedVanish", true));
        String refused = sandbox.scan(account, TINY).rxId();
        String given = sandbox.scan(account, TINY).rxId();
        flow.ready(refused, 1);
        flow.ready(given, 1);
        changed(refused, "3 hours");
        changed(given, "2 hours");
        rescanUntold(account, refused);
        rescanUntold(account, given);
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "rxId", refused, "call", "orderByRxId", "status", status));

        sweeping.run(account, Kind.SINGLE);

        flow.ready(given, 2);
        assertThat(sweeping.column(account, Kind.SINGLE, "failures")).isEqualTo("0");
        assertThat(sweeping.column(account, Kind.SINGLE, "mark")).isNotEqualTo("null");
        assertThat(sweeping.text("select ask_failure from scan_order where rx_id = '" + refused + "'"))
                .isEqualTo(failure);
        sandbox.clearFaults();
        sweeping.run(account, Kind.SINGLE);
        assertThat(sweeping.text("select ask_failure from scan_order where rx_id = '" + refused + "'"))
                .isEqualTo(failure);
        sweeping.execute("update scan_order set ask_failed_at = ask_failed_at - interval '1 day' where rx_id = '"
                + refused + "'");
        sweeping.run(account, Kind.SINGLE);
        flow.ready(refused, 2);
        assertThat(sweeping.text("select ask_failure from scan_order where rx_id = '" + refused + "'"))
                .isEqualTo("null");
    }

    @Test
    void goesPastSeveralOrdersInARowThatAlignNeverAnswersFor() {
        long account = flow.pairedClinic();
        sandbox.behaviour(account, Map.of("downloadedVanish", true));
        List<String> silent = List.of(
                sandbox.scan(account, TINY).rxId(), sandbox.scan(account, TINY).rxId());
        String given = sandbox.scan(account, TINY).rxId();
        flow.ready(given, 1);
        silent.forEach(rxId -> {
            flow.ready(rxId, 1);
            changed(rxId, "3 hours");
            sandbox.fault(Map.of("kind", "SERVER_ERROR", "rxId", rxId, "call", "orderByRxId"));
        });
        changed(given, "2 hours");

        for (int round = 1; round <= 5; round++) {
            sweeping.run(account, Kind.SINGLE);
            assertThat(sweeping.column(account, Kind.SINGLE, "failures")).isEqualTo(Integer.toString(round));
            assertThat(sweeping.column(account, Kind.SINGLE, "answered_at")).isEqualTo("null");
        }
        sweeping.run(account, Kind.SINGLE);

        assertThat(sweeping.column(account, Kind.SINGLE, "failures")).isEqualTo("0");
        assertThat(sweeping.column(account, Kind.SINGLE, "answered_at")).isNotEqualTo("null");
        assertThat(sweeping.column(account, Kind.SINGLE, "listed")).isEqualTo("3");
    }

    @Test
    void goesPastTheOnlyOrderThatAlignNeverAnswersFor() {
        long account = flow.pairedClinic();
        String rxId = sandbox.scan(account, TINY).rxId();
        flow.ready(rxId, 1);
        changed(rxId, "3 hours");
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "rxId", rxId, "call", "orderByRxId"));

        for (int round = 1; round <= 4; round++) {
            sweeping.run(account, Kind.SINGLE);
            assertThat(sweeping.column(account, Kind.SINGLE, "failures")).isEqualTo(Integer.toString(round));
        }
        sweeping.run(account, Kind.SINGLE);

        assertThat(sweeping.column(account, Kind.SINGLE, "failures")).isEqualTo("0");
        assertThat(sweeping.column(account, Kind.SINGLE, "mark")).isNotEqualTo("null");
        assertThat(sweeping.text("select ask_failure from scan_order where rx_id = '" + rxId + "'"))
                .isEqualTo("out");
    }

    @ParameterizedTest
    @CsvSource({"503,out", "429,limited", "401,forbidden"})
    void stopsWhereAlignGivesTheClinicNoOrderAtAll(int status, String failure) {
        long account = flow.pairedClinic();
        for (int number = 0; number < 3; number++) {
            String rxId = sandbox.scan(account, TINY).rxId();
            flow.ready(rxId, 1);
            changed(rxId, "3 hours");
        }
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "account", account, "call", "orderByRxId", "status", status));

        sweeping.run(account, Kind.SINGLE);

        assertThat(sweeping.column(account, Kind.SINGLE, "failure")).isEqualTo(failure);
        assertThat(sweeping.column(account, Kind.SINGLE, "listed")).isEqualTo("0");
        assertThat(sweeping.text("select count(*) from scan_order where ask_failure is not null and account_id = '"
                        + account + "'"))
                .isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"REPEATS_ITS_TOKEN", "REPEATS_ITS_ORDERS", "GOES_ON_EMPTY"})
    void endsASweepOfAListThatDoesNotEnd(String paging) {
        long account = flow.pairedClinic();
        sandbox.behaviour(account, Map.of("paging", paging));
        List<String> lost = IntStream.range(0, 8)
                .mapToObj(number -> sandbox.scanQuietly(account, TINY).rxId())
                .toList();

        sweeping.run(account, Kind.RECENT);

        assertThat(sweeping.column(account, Kind.RECENT, "failure")).isEqualTo("endless");
        assertThat(sweeping.column(account, Kind.RECENT, "mark")).isEqualTo("null");
        lost.forEach(rxId -> flow.ready(rxId, 1));
        sandbox.behaviour(account, Map.of("paging", "ENDS"));
        sweeping.run(account, Kind.RECENT);
        assertThat(sweeping.column(account, Kind.RECENT, "failure")).isEqualTo("null");
        assertThat(sweeping.column(account, Kind.RECENT, "listed")).isEqualTo("8");
    }

    @Test
    void goesOnWhereAKilledProcessStopped() {
        long account = flow.pairedClinic();
        List<String> lost = IntStream.range(0, 8)
                .mapToObj(number -> sandbox.scanQuietly(account, TINY).rxId())
                .toList();

        sweeping.onePage(account, Kind.RECENT);
        assertThat(sweeping.column(account, Kind.RECENT, "mark")).isEqualTo("null");
        assertThat(catalogue.orders(account)).isEqualTo(3);
        int before = listCalls();
        sweeping.run(account, Kind.RECENT);

        assertThat(listCalls() - before).isEqualTo(2);
        assertThat(sweeping.column(account, Kind.RECENT, "listed")).isEqualTo("8");
        assertThat(sweeping.column(account, Kind.RECENT, "mark")).isNotEqualTo("null");
        lost.forEach(rxId -> flow.ready(rxId, 1));
    }

    @Test
    void keepsItsPlaceWhileAlignIsOut() {
        long account = flow.pairedClinic();
        IntStream.range(0, 8).forEach(number -> sandbox.scanQuietly(account, TINY));
        sandbox.fault(Map.of("kind", "SERVER_ERROR", "account", account, "call", "orders", "after", 1));

        sweeping.run(account, Kind.RECENT);
        assertThat(sweeping.column(account, Kind.RECENT, "failure")).isEqualTo("out");
        assertThat(sweeping.column(account, Kind.RECENT, "mark")).isEqualTo("null");
        sandbox.clearFaults();
        sweeping.run(account, Kind.RECENT);

        assertThat(catalogue.orders(account)).isEqualTo(8);
        assertThat(sweeping.column(account, Kind.RECENT, "listed")).isEqualTo("8");
    }

    @Test
    void backsOffMoreAndMoreFromAPageThatAlwaysFailsAndNoMoreOncePastIt() {
        long account = flow.pairedClinic();
        IntStream.range(0, 8).forEach(number -> sandbox.scanQuietly(account, TINY));
        List<String> failures = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            long fault = sandbox.fault(
                    Map.of("kind", "SERVER_ERROR", "status", 400, "account", account, "call", "orders", "after", 1));
            sweeping.turn(account, Kind.RECENT);
            sandbox.removeFault(fault);
            failures.add(sweeping.column(account, Kind.RECENT, "failures"));
        }

        long wait = sweeping.waitMinutes(account, Kind.RECENT);

        sweeping.turn(account, Kind.RECENT);

        assertThat(failures).containsExactly("1", "2", "3", "4");
        assertThat(wait).isGreaterThan(20); // 30, give or take a fifth
        assertThat(sweeping.waitMinutes(account, Kind.RECENT)).isZero();
        assertThat(sweeping.column(account, Kind.RECENT, "failures")).isEqualTo("0");
        assertThat(sweeping.column(account, Kind.RECENT, "failure")).isEqualTo("null");
    }

    @Test
    void sparesARegionThatIsOut() {
        long other = flow.pairedClinic();
        List<Long> broken = brokenClinics(5);

        broken.forEach(account -> sweepBesideOneThatIsDue(account, other));

        assertThat(sweeping.takeAll()).isEmpty();
        assertThat(sweeping.column(other, Kind.RECENT, "failures")).isEqualTo("0");
    }

    @Test
    void letsBrokenClinicsDelayNobodyWhileAlignAnswersOthers() {
        long other = flow.pairedClinic();
        long good = flow.pairedClinic();
        List<Long> broken = brokenClinics(7);
        broken.subList(0, 3).forEach(account -> sweepBesideOneThatIsDue(account, other));
        sweepBesideOneThatIsDue(good, other);

        broken.subList(3, 7).forEach(account -> sweepBesideOneThatIsDue(account, other));

        assertThat(sweeping.takeAll().stream().map(Sweep::account))
                .containsExactly(new AccountId(Long.toString(other)));
    }

    private List<Long> brokenClinics(int count) {
        List<Long> broken =
                Stream.generate(() -> flow.pairedClinic()).limit(count).toList();
        broken.forEach(account -> sandbox.fault(Map.of("kind", "SERVER_ERROR", "account", account, "call", "orders")));
        return broken;
    }

    private void sweepBesideOneThatIsDue(long account, long other) {
        sweeping.due(account, Kind.RECENT);
        Sweep sweep = sweeping.takeAll().getFirst();
        sweeping.change("due_at = clock_timestamp() where account_id = '" + other + "' and kind = 'recent'");
        sweeping.work(sweep);
    }

    @Test
    void isSweptByOneProcessAtATime() throws InterruptedException {
        long account = flow.pairedClinic();
        for (int round = 0; round < 10; round++) {
            sweeping.change("lease_owner = null, lease_until = null where account_id = '" + account + "'");
            sweeping.due(account, Kind.RECENT);
            List<Sweep> taken = new CopyOnWriteArrayList<>();
            List<Thread> replicas = Stream.of(
                            sweeping.anotherProcess(), sweeping.anotherProcess(), sweeping.anotherProcess())
                    .map(replica ->
                            Thread.ofVirtual().start(() -> taken.addAll(replica.take(List.of(Kind.RECENT), 10))))
                    .toList();
            for (Thread replica : replicas) {
                replica.join();
            }

            assertThat(taken).hasSize(1);
        }
    }

    @Test
    void writesNothingOfASweepThatAnotherProcessTookOver() {
        long account = flow.pairedClinic();
        sandbox.scanQuietly(account, TINY);
        sweeping.due(account, Kind.RECENT);
        Sweep asleep = sweeping.takeAll().getFirst();
        sweeping.change(
                "lease_until = clock_timestamp(), due_at = clock_timestamp() where kind = 'recent' and account_id = '"
                        + account + "'");
        Sweep awake = sweeping.anotherProcess().take(List.of(Kind.RECENT), 1).getFirst();

        sweeping.work(asleep);

        assertThat(catalogue.orders(account)).isZero();
        assertThat(sweeping.column(account, Kind.RECENT, "mark")).isEqualTo("null");
        sweeping.work(awake);
        assertThat(catalogue.orders(account)).isOne();
    }

    @Test
    void asksNothingForAPairingThatNeedsAttentionAndGoesOnAfterIt() {
        long account = flow.pairedClinic();
        String rxId = sandbox.scanQuietly(account, TINY).rxId();
        sandbox.endGrants(account);
        sweeping.turn(account, Kind.RECENT);
        int before = listCalls();

        sweeping.due(account, Kind.RECENT);

        assertThat(sweeping.takeAll()).isEmpty();
        assertThat(listCalls()).isEqualTo(before);
        assertThat(sweeping.column(account, Kind.RECENT, "failures")).isEqualTo("0");
        flow.pair(account);
        sweeping.run(account, Kind.RECENT);
        flow.ready(rxId, 1);
    }

    @Test
    void leavesASweepThatDoesNotEndInTimeToOthersAtOnceAndWritesNothingOfItAfterwards() {
        long account = flow.pairedClinic();
        sandbox.scanQuietly(account, TINY);
        sweeping.due(account, Kind.RECENT);
        Sweep slow = sweeping.takeAll().getFirst();

        sweeping.abandon(slow);

        Sweep taken = sweeping.anotherProcess().take(List.of(Kind.RECENT), 1).getFirst();
        sweeping.work(slow);
        assertThat(catalogue.orders(account)).isZero();
        sweeping.work(taken);
        assertThat(catalogue.orders(account)).isOne();
    }

    @Test
    void takesRecentSweepsFirstButForThoseThatWaitLonger() {
        long account = flow.pairedClinic();
        long other = flow.pairedClinic();
        sweeping.due(account, Kind.RECENT);
        sweeping.change("due_at = clock_timestamp() - interval '10 minutes' where kind = 'month' and account_id = '"
                + account + "'");
        sweeping.change("due_at = clock_timestamp() - interval '2 hours' where kind = 'month' and account_id = '"
                + other + "'");

        List<Sweep> first = sweeping.anotherProcess().take(List.of(Kind.RECENT, Kind.MONTH), 1);
        List<Sweep> second = sweeping.anotherProcess().take(List.of(Kind.RECENT, Kind.MONTH), 1);

        assertThat(first).extracting(Sweep::kind).containsExactly(Kind.MONTH);
        assertThat(first).extracting(sweep -> sweep.account().value()).containsExactly(Long.toString(other));
        assertThat(second).extracting(Sweep::kind).containsExactly(Kind.RECENT);
    }

    @Test
    void aProcessThatLeavesTakesNoSweepAnyMore() {
        long account = flow.pairedClinic();
        sweeping.due(account, Kind.RECENT);

        sweeping.lookOfAProcessThatLeaves();

        assertThat(sweeping.anotherProcess().take(List.of(Kind.RECENT), 1)).hasSize(1);
    }

    @Test
    void takesNoSweepOfAKindThatIsSwitchedOff() {
        long account = flow.pairedClinic();
        sweeping.due(account, Kind.DEEP);

        sweeping.look();

        assertThat(sweeping.column(account, Kind.DEEP, "lease_token")).isEqualTo("0");
        assertThat(sweeping.column(account, Kind.DEEP, "run_at")).isEqualTo("null");
    }

    @Test
    void sweepsNoAccountWhosePairingWasEnded() {
        long account = flow.pairedClinic();
        sweeping.due(account, Kind.RECENT);

        pairings.disconnect(PartnerId.DEFAULT, new AccountId(Long.toString(account)));

        assertThat(sweeping.takeAll()).isEmpty();
        sweeping.plan();
        assertThat(sweeping.text("select count(*) from sweep where account_id = '" + account + "'"))
                .isEqualTo("0");
    }

    @Test
    void fetchesOnceWhatIsOlderThanThePairing() {
        long account = flow.clinic();
        List<String> older = IntStream.range(0, 4)
                .mapToObj(number -> sandbox.scanQuietly(account, TINY).rxId())
                .toList();
        flow.pair(account);

        sweeping.run(account, Kind.BACKFILL);

        older.forEach(rxId -> flow.ready(rxId, 1));
        assertThat(older).allSatisfy(rxId -> {
            assertThat(foundBy(rxId, 1)).isEqualTo("backfill");
            assertThat(catalogue.lane(rxId)).isEqualTo(1);
        });
        assertThat(sweeping.column(account, Kind.BACKFILL, "due_at")).isEqualTo("infinity");
    }

    private void rescanUntold(long account, String rxId) {
        sandbox.fault(Map.of("kind", "NOTIFICATION_LOST", "account", account));
        sandbox.rescan(rxId);
    }

    private void changed(String rxId, String ago) {
        sweeping.execute("update scan_order set modified_at = now() - interval '" + ago
                + "', changed_at = now() - interval '" + ago + "', asked_at = null where rx_id = '" + rxId + "'");
    }

    private void asked(String rxId, String ago) {
        sweeping.execute(
                "update scan_order set asked_at = now() - interval '" + ago + "' where rx_id = '" + rxId + "'");
    }

    private String foundBy(String rxId, int revision) {
        return sweeping.text(
                "select r.found_by from revision r join scan_order o on o.id = r.order_id where o.rx_id = '" + rxId
                        + "' and r.number = " + revision);
    }

    private int listCalls() {
        return sandbox.calls().getOrDefault("orders", Map.of()).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }
}
