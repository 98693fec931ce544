package dev.scanrelay.reconcile;

import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Sweeps one clinic when a test wants it, and shows what is noted of it. */
@Singleton
class Sweeping {

    private final Reconcile reconcile;
    private final Sweeps sweeps;
    private final Sweeper sweeper;
    private final Database database;

    Sweeping(Reconcile reconcile, Sweeps sweeps, Sweeper sweeper, Database database) {
        this.reconcile = reconcile;
        this.sweeps = sweeps;
        this.sweeper = sweeper;
        this.database = database;
    }

    /** Sweeps to the end of the run. */
    void run(long account, Kind kind) {
        due(account, kind);
        for (Sweep sweep = take(kind); ; sweep = take(kind)) {
            sweeper.work(sweep);
            if (column(account, kind, "cursor").equals("null")
                    || !column(account, kind, "failure").equals("null")) {
                return;
            }
        }
    }

    /** Makes that sweep due, and no other. */
    void due(long account, Kind kind) {
        reconcile.plan();
        change("due_at = 'infinity' where account_id <> '" + account + "' or kind <> '" + kind.wire() + "'");
        change("due_at = clock_timestamp() where account_id = '" + account + "' and kind = '" + kind.wire() + "'");
    }

    List<Sweep> takeAll() {
        return sweeps.take(List.of(Kind.values()), 1000);
    }

    void work(Sweep sweep) {
        sweeper.work(sweep);
    }

    private Sweep take(Kind kind) {
        return await("a sweep " + kind)
                .atMost(Duration.ofSeconds(10))
                .until(() -> sweeps.take(List.of(kind), 1), taken -> !taken.isEmpty())
                .getFirst();
    }

    void change(String set) {
        database.write(
                session -> session.createNativeQuery("update sweep set " + set).executeUpdate());
    }

    /** A column of a sweep as text; {@code null} as the word. */
    String column(long account, Kind kind, String column) {
        return text("select coalesce(cast(" + column + " as text), 'null') from sweep where account_id = '" + account
                + "' and kind = '" + kind.wire() + "'");
    }

    String text(String sql) {
        return database.read(session ->
                session.createNativeQuery(sql, Tuple.class).getSingleResult().map(row -> String.valueOf(row.get(0))));
    }

    /** What happened to an order, each with its cause. */
    Map<String, String> timeline(String rxId) {
        return database.read(session -> session.createNativeQuery(
                        "select t.what, coalesce(t.cause, '') from timeline t join scan_order o on o.id = t.order_id where o.rx_id = '"
                                + rxId + "' order by t.id",
                        Tuple.class)
                .getResultList()
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> (String) row.get(0), row -> (String) row.get(1), (one, other) -> other))));
    }
}
