package dev.scanrelay.reconcile;

import static org.awaitility.Awaitility.await;

import dev.scanrelay.database.Database;
import dev.scanrelay.reconcile.Sweep.Run;
import dev.scanrelay.stop.StopTime;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;

/** Sweeps one clinic when a test wants it, and shows what is noted of it. */
@Singleton
class Sweeping {

    private final Reconcile reconcile;
    private final Sweeps sweeps;
    private final Sweeper sweeper;
    private final Listing listing;
    private final Asking asking;
    private final SweepMetrics metrics;
    private final StopTime stopTime;
    private final ScheduledExecutorService executor;
    private final Clock clock;
    private final ReconcileConfig config;
    private final Database database;

    Sweeping(
            Reconcile reconcile,
            Sweeps sweeps,
            Sweeper sweeper,
            Listing listing,
            Asking asking,
            SweepMetrics metrics,
            StopTime stopTime,
            ScheduledExecutorService executor,
            Clock clock,
            ReconcileConfig config,
            Database database) {
        this.asking = asking;
        this.metrics = metrics;
        this.stopTime = stopTime;
        this.executor = executor;
        this.clock = clock;
        this.listing = listing;
        this.config = config;
        this.reconcile = reconcile;
        this.sweeps = sweeps;
        this.sweeper = sweeper;
        this.database = database;
    }

    /** Sweeps to the end of the run, or until it fails. */
    void run(long account, Kind kind) {
        due(account, kind);
        String failed = column(account, kind, "failed_at");
        boolean goesOn = true;
        while (goesOn) {
            sweeper.work(take(kind));
            goesOn = !column(account, kind, "cursor").equals("null")
                    && column(account, kind, "failed_at").equals(failed);
            if (goesOn) {
                change("due_at = clock_timestamp() where kind = '" + kind.wire() + "' and account_id = '" + account
                        + "'");
            }
        }
    }

    /** Sweeps for one turn, however it ends. */
    void turn(long account, Kind kind) {
        due(account, kind);
        sweeper.work(take(kind));
    }

    /** Makes that sweep due, and no other. */
    void due(long account, Kind kind) {
        reconcile.plan();
        if (kind == Kind.DEEP) { // off by default
            execute(
                    "insert into sweep (partner_id, account_id, kind, since, due_at) select partner_id, account_id, 'deep', since, due_at"
                            + " from sweep where account_id = '" + account
                            + "' and kind = 'recent' on conflict do nothing");
        }
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

    /** As a process that ends while the sweep does not. */
    void abandon(Sweep sweep) {
        reconcile.abandon(List.of(sweep));
    }

    void look() {
        reconcile.look();
    }

    void plan() {
        reconcile.plan();
    }

    /** As the next process to start. */
    Sweeps anotherProcess() {
        return new Sweeps(database, config);
    }

    /** As a process that was told to end, while it still serves. */
    void lookOfAProcessThatLeaves() {
        Sweeper own = new Sweeper(listing, asking, sweeps, database, config, metrics, clock);
        Reconcile leaving = new Reconcile(config, anotherProcess(), own, executor, stopTime);
        leaving.drain(new ShutdownDelayInitiatedEvent());
        leaving.look();
    }

    /** One page, and then the process dies: its lease runs out. */
    void onePage(long account, Kind kind) {
        due(account, kind);
        Sweep sweep = take(kind);
        Run run = Reach.run(sweep, config, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        database.write(session -> sweeps.begin(session, sweep, run));
        listing.carryOn(sweep, run);
        change("lease_until = clock_timestamp() where account_id = '" + account + "' and kind = '" + kind.wire() + "'");
    }

    void change(String set) {
        execute("update sweep set " + set);
    }

    void execute(String sql) {
        database.write(session -> session.createNativeQuery(sql).executeUpdate());
    }

    /** A column of a sweep as text; {@code null} as the word. */
    String column(long account, Kind kind, String column) {
        return text("select coalesce(cast(" + column + " as text), 'null') from sweep where account_id = '" + account
                + "' and kind = '" + kind.wire() + "'");
    }

    /** For how many minutes it rests from now on. */
    long waitMinutes(long account, Kind kind) {
        return Math.round(Double.parseDouble(
                column(account, kind, "greatest(0, extract(epoch from due_at - clock_timestamp()) / 60)")));
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
