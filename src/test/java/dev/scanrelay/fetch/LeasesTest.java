package dev.scanrelay.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.database.Database;
import dev.scanrelay.order.Lane;
import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Services.class)
class LeasesTest {

    private static final int PLENTY = 1000;

    @Inject
    Database database;

    Leases here;
    Leases there;

    @BeforeEach
    void nothingElseIsDue() {
        execute("update scan_order set done = wanted");
        here = new Leases(database, Settings.defaults());
        there = new Leases(database, Settings.defaults());
    }

    @Test
    void takesADueOrderOnce() {
        UUID order = due("lease-1");

        assertThat(here.take(Lane.LIVE, PLENTY)).singleElement().satisfies(lease -> {
            assertThat(lease.orderId()).isEqualTo(order);
            assertThat(lease.token()).isEqualTo(1);
            assertThat(lease.noted()).isEqualTo(1);
        });
        assertThat(there.take(Lane.LIVE, PLENTY)).isEmpty();
    }

    @Test
    void leavesAloneWhatIsDoneParkedOfTheOtherLaneOrNotDueYet() {
        due("lease-2", "done = wanted");
        due("lease-2", "state = 'parked'");
        due("lease-2", "lane = 1");
        due("lease-2", "due_at = clock_timestamp() + interval '1 hour'");

        assertThat(here.take(Lane.LIVE, PLENTY)).isEmpty();
        assertThat(here.take(Lane.SLOW, PLENTY)).hasSize(1);
    }

    @Test
    void takesOverAnExpiredLeaseUnderAHigherToken() {
        UUID order = due("lease-3");
        Lease first = here.take(Lane.LIVE, PLENTY).getFirst();
        expire(order);

        Lease second = there.take(Lane.LIVE, PLENTY).getFirst();

        assertThat(second.token()).isEqualTo(first.token() + 1);
        assertThat(here.renew(List.of(first))).isEmpty();
        assertThat(there.renew(List.of(second))).containsExactly(second);
    }

    @Test
    void knowsThatItsOwnLeaseWasTakenOverByItself() {
        UUID order = due("lease-4");
        Lease first = here.take(Lane.LIVE, PLENTY).getFirst();
        expire(order);
        Lease second = here.take(Lane.LIVE, PLENTY).getFirst();

        assertThat(here.renew(List.of(first, second))).containsExactly(second);
    }

    @Test
    void renewsAnExpiredLeaseThatNobodyTook() {
        UUID order = due("lease-5");
        Lease lease = here.take(Lane.LIVE, PLENTY).getFirst();
        expire(order);

        assertThat(here.renew(List.of(lease))).containsExactly(lease);
        assertThat(there.take(Lane.LIVE, PLENTY)).isEmpty();
    }

    @Test
    void givesAReleasedOrderToTheNext() {
        due("lease-6");
        here.release(here.take(Lane.LIVE, PLENTY).getFirst());

        assertThat(there.take(Lane.LIVE, PLENTY)).hasSize(1);
    }

    @Test
    void doesNotReleaseWhatAnotherTookOver() {
        UUID order = due("lease-7");
        Lease lost = here.take(Lane.LIVE, PLENTY).getFirst();
        expire(order);
        there.take(Lane.LIVE, PLENTY);

        here.release(lost);

        assertThat(here.take(Lane.LIVE, PLENTY)).isEmpty();
    }

    @Test
    void givesNoAccountMoreThanItsShareOverAllProcesses() {
        IntStream.range(0, 20).forEach(number -> due("lease-8-busy"));
        UUID other = due("lease-8-other");

        List<Lease> mine = here.take(Lane.LIVE, PLENTY);
        List<Lease> theirs = there.take(Lane.LIVE, PLENTY);

        assertThat(mine).hasSize(5).extracting(Lease::orderId).contains(other);
        assertThat(theirs).isEmpty();
    }

    @Test
    void takesAccountsInTurns() {
        IntStream.range(0, 4).forEach(number -> due("lease-9-a"));
        due("lease-9-b");
        due("lease-9-c");

        assertThat(here.take(Lane.LIVE, 3))
                .extracting(lease -> lease.account().value())
                .containsExactlyInAnyOrder("lease-9-a", "lease-9-b", "lease-9-c");
    }

    @Test
    void neverGivesOneOrderToTwoThatAskAtOnce() throws Exception {
        IntStream.range(0, 200).forEach(number -> due("lease-10-" + number));
        Leases roomy = new Leases(database, Settings.with(Map.of("per-account", "100")));

        Set<UUID> seen = new HashSet<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Lease>>> answers = IntStream.range(0, 16)
                    .mapToObj(number -> threads.submit(() -> (number % 2 == 0 ? roomy : there).take(Lane.LIVE, 20)))
                    .toList();
            for (Future<List<Lease>> answer : answers) {
                assertThat(answer.get())
                        .allSatisfy(
                                lease -> assertThat(seen.add(lease.orderId())).isTrue());
            }
        }

        assertThat(seen).isNotEmpty();
    }

    @Test
    void countsWhatIsDueUpToALimit() {
        IntStream.range(0, 7).forEach(number -> due("lease-11"));

        assertThat(here.due(Lane.LIVE, 5)).isEqualTo(5);
        assertThat(here.due(Lane.LIVE, 100)).isEqualTo(7);
    }

    @Test
    void passesOverAccountsThatNeedAttentionOrAreToBeLeftAlone() {
        execute("insert into pairing (partner_id, account_id, status, region, changes, changed_at)"
                + " values ('default', 'lease-14-attention', 'attention', 'eu-1', 1, now()),"
                + " ('default', 'lease-14-out', 'active', 'lease-14', 1, now()),"
                + " ('default', 'lease-14-fine', 'active', 'eu-1', 1, now()) on conflict do nothing");
        execute("insert into region_breaker (region, opened_at, until)"
                + " values ('lease-14', now(), clock_timestamp() + interval '1 hour') on conflict do nothing");
        execute(
                "insert into account_pause (partner_id, account_id, until)"
                        + " values ('default', 'lease-14-paused', clock_timestamp() + interval '1 hour') on conflict do nothing");
        Stream.of("attention", "out", "paused").forEach(kind -> due("lease-14-" + kind));
        UUID fine = due("lease-14-fine");

        assertThat(here.take(Lane.LIVE, PLENTY)).extracting(Lease::orderId).containsExactly(fine);

        execute("delete from account_pause where account_id = 'lease-14-paused'");
        execute("update region_breaker set until = clock_timestamp() where region = 'lease-14'");
        execute("update pairing set status = 'active' where account_id = 'lease-14-attention'");
        assertThat(here.take(Lane.LIVE, PLENTY)).hasSize(3);
    }

    @Test
    void leavesAQuarterOfTheWorkersToOtherRegions() {
        execute(
                "insert into pairing (partner_id, account_id, status, region, changes, changed_at)"
                        + " select 'default', 'lease-15-' || n, 'active', 'lease-15-slow', 1, now() from generate_series(1, 8) n");
        execute("insert into pairing (partner_id, account_id, status, region, changes, changed_at)"
                + " values ('default', 'lease-15-other', 'active', 'lease-15-quick', 1, now())");
        IntStream.rangeClosed(1, 8).forEach(clinic -> IntStream.range(0, 4).forEach(n -> due("lease-15-" + clinic)));

        List<Lease> first = here.take(Lane.LIVE, 10);
        List<Lease> second = here.take(Lane.LIVE, PLENTY);

        int workers = Settings.defaults().workers();
        assertThat(first.size() + second.size()).isEqualTo(workers - workers / 4);
        assertThat(there.take(Lane.LIVE, PLENTY)).hasSize(32 - workers + workers / 4); // each process for itself

        UUID other = due("lease-15-other");
        assertThat(here.take(Lane.LIVE, PLENTY)).extracting(Lease::orderId).containsExactly(other);
    }

    @Test
    void countsWhatIsGivenUpByTheClassOfItsFailure() {
        long before = here.parked().getOrDefault("refused", 0L);
        due("lease-12", "state = 'parked', failure = 'refused: align'");
        due("lease-12", "state = 'parked', failure = 'refused: pairing: ended'");
        due("lease-12", "failure = 'refused: align'");

        assertThat(here.parked()).containsEntry("refused", before + 2);
    }

    @Test
    void tellsHowLongAnOrderHasBeenWanted() {
        due("lease-13", "wanted_at = clock_timestamp() - interval '13 days'");

        assertThat(here.take(Lane.LIVE, PLENTY).getFirst().wantedFor().toDays()).isEqualTo(13);
    }

    private UUID due(String account) {
        return due(account, "lane = 0");
    }

    private UUID due(String account, String but) {
        UUID id = UUID.randomUUID();
        execute("insert into scan_order (id, partner_id, account_id, rx_id, wanted, due_at, created_at, changed_at)"
                + " values ('" + id + "', 'default', '" + account + "', '" + UUID.randomUUID()
                + "', 1, clock_timestamp(), now(), now())");
        execute("update scan_order set " + but + " where id = '" + id + "'");
        return id;
    }

    private void expire(UUID order) {
        execute("update scan_order set lease_until = clock_timestamp() - interval '1 second' where id = '" + order
                + "'");
    }

    private void execute(String sql) {
        database.write(session -> session.createNativeQuery(sql).executeUpdate());
    }
}
