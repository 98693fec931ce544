package dev.scanrelay.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.database.Database;
import dev.scanrelay.order.Lane;
import dev.scanrelay.testing.Services;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Services.class)
class WorkersTest {

    private static final Duration ONLY_WHEN_WOKEN = Duration.ofMinutes(5);

    @Inject
    Database database;

    private final AtomicInteger allowed = new AtomicInteger(1);
    private final BlockingQueue<Lease> begun = new LinkedBlockingQueue<>();
    private final Semaphore mayEnd = new Semaphore(0);
    private Leases leases;
    private Workers slow;

    @BeforeEach
    void fourOrdersAreDueInTheSlowLane() {
        execute("update scan_order set done = wanted");
        execute("""
                insert into scan_order (id, partner_id, account_id, rx_id, lane, wanted, due_at, created_at, changed_at)
                select gen_random_uuid(), 'default', 'workers-1', cast(gen_random_uuid() as text), 1, 1, clock_timestamp(), now(), now()
                  from generate_series(1, 4)""");
        leases = new Leases(database, Settings.defaults());
        slow = new Workers(Lane.SLOW, 4, allowed::get, ONLY_WHEN_WOKEN, leases, this::work);
    }

    @AfterEach
    void stop() {
        slow.stop();
        mayEnd.release(100);
    }

    @Test
    void handsOutNoMoreOrdersThanAreAllowed() throws InterruptedException {
        slow.start();

        next();
        assertThat(leased()).isEqualTo(1);
        assertThat(slow.wereBusy()).isTrue();

        mayEnd.release();
        next();
        assertThat(leased()).isEqualTo(1);
    }

    @Test
    void handsOutMoreOnceMoreAreAllowed() throws InterruptedException {
        slow.start();
        next();

        allowed.set(3);
        slow.wake();

        next();
        next();
        assertThat(leased()).isEqualTo(3);
    }

    private void work(Lease lease) {
        begun.add(lease);
        mayEnd.acquireUninterruptibly();
        execute("update scan_order set done = wanted, lease_until = null, lease_owner = null where id = '"
                + lease.orderId() + "'");
    }

    private void next() throws InterruptedException {
        assertThat(begun.poll(30, TimeUnit.SECONDS)).isNotNull();
    }

    private long leased() {
        return database.read(session -> session.createNativeQuery(
                                "select id from scan_order where account_id = 'workers-1' and done < wanted and lease_until > clock_timestamp()",
                                Object[].class)
                        .getResultList())
                .size();
    }

    private void execute(String sql) {
        database.write(session -> session.createNativeQuery(sql).executeUpdate());
    }
}
