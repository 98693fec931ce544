package dev.scanrelay.testing;

import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import java.time.Duration;
import java.util.List;

/** What the database holds of an order, for tests that look behind the API. */
public final class Catalogue {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Database database;

    public Catalogue(Database database) {
        this.database = database;
    }

    /** Waits until as much is done as was wanted, at least so much. */
    public void settled(String rxId, int wanted) {
        await("everything wanted of " + rxId + " is done")
                .atMost(PATIENCE)
                .until(() -> number("select count(*) from scan_order where rx_id = '" + rxId
                                + "' and done = wanted and wanted >= " + wanted)
                        == 1);
    }

    /** Waits until an attempt at the order is under way. */
    public void attempting(String rxId) {
        await("an attempt at " + rxId)
                .atMost(PATIENCE)
                .until(() -> number("select count(*) from attempt a join scan_order o on o.id = a.order_id"
                                + " where a.state = 'open' and o.rx_id = '" + rxId + "'")
                        == 1);
    }

    public long orders(long account) {
        return number("select count(*) from scan_order where account_id = '" + account + "'");
    }

    public long revisions(String rxId) {
        return number("select count(*) from revision r join scan_order o on o.id = r.order_id where o.rx_id = '" + rxId
                + "'");
    }

    /** Steps of the ladder that the account's orders have used. */
    public long steps(long account) {
        return number("select coalesce(sum(failures), 0) from scan_order where account_id = '" + account + "'");
    }

    /** What the last attempt failed with, empty if it did not. */
    public String failure(String rxId) {
        return text("select coalesce(failure, '') from scan_order where rx_id = '" + rxId + "'");
    }

    /** How many calls have tried the region in vain; negative if nobody takes it for out. */
    public long probes(String region) {
        return number("select coalesce(max(probes), -1) from region_breaker where region = '" + region + "'");
    }

    public boolean knows(String rxId) {
        return number("select count(*) from scan_order where rx_id = '" + rxId + "'") == 1;
    }

    public String state(String rxId) {
        return text("select state from scan_order where rx_id = '" + rxId + "'");
    }

    public long lane(String rxId) {
        return number("select lane from scan_order where rx_id = '" + rxId + "'");
    }

    /** RXs that the account was notified of and that Align never showed; nothing asks for them any more. */
    public void inventUnseen(long account, int count) {
        database.write(session -> session.createNativeQuery(
                        "insert into scan_order (id, partner_id, account_id, rx_id, state, wanted, done, due_at, absent_since, notified_at,"
                                + " created_at, dated_at, changed_at)"
                                + " select gen_random_uuid(), 'default', '" + account
                                + "', gen_random_uuid(), 'parked', 1, 0, now(), now(), now(), now(), now(), now()"
                                + " from generate_series(1, " + count + ")")
                .executeUpdate());
    }

    /** States of the attempts at the order, first to last. */
    public List<String> attempts(String rxId) {
        return database.read(session -> session.createNativeQuery(
                        "select a.state from attempt a join scan_order o on o.id = a.order_id where o.rx_id = '" + rxId
                                + "' order by a.started_at",
                        String.class)
                .getResultList());
    }

    /** Takes the order's lease over, as another process would, and holds it for so many seconds. */
    public void takeOver(String rxId, int seconds) {
        database.write(session -> session.createNativeQuery(
                        "update scan_order set lease_token = lease_token + 1, lease_owner = 'another',"
                                + " lease_until = clock_timestamp() + " + seconds + " * interval '1 second'"
                                + " where rx_id = '" + rxId + "'")
                .executeUpdate());
    }

    private long number(String sql) {
        return database.<Long>read(
                session -> session.createNativeQuery(sql, Long.class).getSingleResult());
    }

    private String text(String sql) {
        return database.read(
                session -> session.createNativeQuery(sql, String.class).getSingleResult());
    }
}
