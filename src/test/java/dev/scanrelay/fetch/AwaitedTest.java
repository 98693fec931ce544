package dev.scanrelay.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.database.Database;
import dev.scanrelay.id.AccountId;
import dev.scanrelay.id.PartnerId;
import dev.scanrelay.id.RxId;
import dev.scanrelay.order.Lane;
import dev.scanrelay.order.Orders;
import dev.scanrelay.order.Wish;
import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From when on it counts how long a notification waits, and which are late. */
@QuarkusTest
@QuarkusTestResource(Services.class)
class AwaitedTest {

    private static final Duration PROMISE = Duration.ofMinutes(5);

    @Inject
    Database database;

    @Inject
    Orders orders;

    @Inject
    Clock clock;

    Leases leases;

    @BeforeEach
    void nothingElseIsDue() {
        execute("update scan_order set done = wanted, lease_owner = null, lease_until = null");
        leases = new Leases(database, Settings.defaults());
    }

    @Test
    void runsFromTheFirstWebhookAndNotFromARepeat() {
        RxId rx = rx();
        notified(rx, Duration.ofMinutes(10));
        notified(rx, Duration.ofMinutes(1));

        assertThat(awaited())
                .hasValueSatisfying(awaited -> assertThat(awaited.time()).isBetween(minutes(10), minutes(11)));
    }

    @Test
    void runsFromTheNextWebhookOnceTheFirstIsFulfilled() {
        RxId rx = rx();
        notified(rx, Duration.ofMinutes(10));
        Lease first = taken();
        database.write(session -> new Setbacks(database, orders, clock).forget(session, first));
        execute("update scan_order set done = wanted, lease_owner = null where id = '" + first.orderId() + "'");
        notified(rx, Duration.ofMinutes(1));

        assertThat(awaited())
                .hasValueSatisfying(awaited -> assertThat(awaited.time()).isBetween(minutes(1), minutes(2)));
    }

    @Test
    void isNotThereForWhatNobodyNotified() {
        database.write(session -> orders.want(
                session,
                List.of(new Wish(PartnerId.DEFAULT, new AccountId("awaited"), rx(), Lane.SLOW)),
                clock.instant()));

        assertThat(leases.take(Lane.SLOW, 1).getFirst().awaited()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not_there_yet: align",
                "needs_attention: pairing: needs attention",
                "region_out: align",
                "incomplete: file: transfer: damaged",
                "transient: align: 500"
            })
    void startsAnewWhileAlignOrTheClinicHoldsTheFilesBack(String failure) {
        failed(failure);

        assertThat(awaited())
                .hasValueSatisfying(awaited -> assertThat(awaited.time()).isLessThan(minutes(3)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transient: store: 503",
                "transient: internal: IllegalStateException",
                "own_limit: align",
                "busy: pairing: renewing"
            })
    void goesOnWhileItIsUs(String failure) {
        failed(failure);

        assertThat(awaited())
                .hasValueSatisfying(awaited -> assertThat(awaited.time()).isGreaterThan(minutes(55)));
    }

    @Test
    void isLateInItsRegionOnceItIsOlderThanPromised() {
        String region = clinic("active");
        waits(region, "awaited_since = now() - interval '6 minutes'");
        waits(region, "awaited_since = now() - interval '4 minutes'");
        waits(region, "awaited_since = now() - interval '6 minutes', done = wanted");
        waits(region, "awaited_since = now() - interval '6 minutes', state = 'parked'");
        waits(region, "lane = 1");

        assertThat(leases.late(PROMISE)).containsEntry(region, 1L);
    }

    @Test
    void isNotLateBeforeAlignIsAskedAgain() {
        String region = clinic("active");
        waits(
                region,
                "awaited_since = now() - interval '1 hour', failure = 'not_there_yet: align', due_at = now() + interval '9 minutes'");

        assertThat(leases.late(PROMISE)).containsEntry(region, 0L);
    }

    @Test
    void isNotLateWhileTheClinicHasToSignInOrItsRegionIsOut() {
        String attention = clinic("attention");
        waits(attention, "awaited_since = now() - interval '1 hour'");
        String out = clinic("active");
        waits(out, "awaited_since = now() - interval '1 hour'");
        execute("insert into region_breaker (region, opened_at, until) values ('" + out
                + "', now(), now() + interval '1 minute')");

        assertThat(leases.late(PROMISE)).containsEntry(attention, 0L).containsEntry(out, 0L);
        execute("delete from region_breaker where region = '" + out + "'");
    }

    private void failed(String failure) {
        notified(rx(), Duration.ofHours(1));
        execute("update scan_order set failure = '" + failure
                + "', failed_at = now() - interval '2 minutes' where done < wanted");
    }

    private void notified(RxId rx, Duration ago) {
        Wish wish = new Wish(
                PartnerId.DEFAULT,
                new AccountId("awaited"),
                rx,
                Lane.LIVE,
                Optional.empty(),
                clock.instant().minus(ago));
        database.write(session -> orders.want(session, List.of(wish), clock.instant()));
    }

    private Optional<Awaited> awaited() {
        return taken().awaited();
    }

    private Lease taken() {
        return leases.take(Lane.LIVE, 1).getFirst();
    }

    /** A clinic in a region of its own, by which both are called. */
    private String clinic(String status) {
        String name = "awaited-" + UUID.randomUUID().toString().substring(0, 8);
        Instant now = clock.instant();
        execute("insert into pairing (partner_id, account_id, status, region, changes, changed_at) values ('default', '"
                + name + "', '" + status + "', '" + name + "', 0, '" + now + "')");
        return name;
    }

    private void waits(String account, String but) {
        UUID id = UUID.randomUUID();
        execute(
                "insert into scan_order (id, partner_id, account_id, rx_id, wanted, due_at, created_at, changed_at) values ('"
                        + id + "', 'default', '" + account + "', '" + UUID.randomUUID() + "', 1, now(), now(), now())");
        execute("update scan_order set " + but + " where id = '" + id + "'");
    }

    private static RxId rx() {
        return new RxId(UUID.randomUUID().toString());
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }

    private void execute(String sql) {
        database.write(session -> session.createNativeQuery(sql).executeUpdate());
    }
}
