package dev.scanrelay.bench;

import dev.scanrelay.local.Surroundings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long a live scan takes from its notification to its event while a back-fill of 100,000 orders is worked off, beside without. */
final class BackfillBench {

    private static final int PER_SECOND = 10;
    private static final int ROUNDS = 3;
    private static final int ORDERS = 100_000;

    /** So many of them are at the sandbox, the first ones: more than are worked off during the rounds. */
    private static final int REAL = 3_500;

    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("bench.warm-up", 15));
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("bench.round", 20));
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String WANT = """
            insert into scan_order (id, partner_id, account_id, rx_id, lane, wanted, due_at, created_at, dated_at, changed_at, found_by,
                                    wanted_by, wanted_at)
            values (gen_random_uuid(), 'default', ?, ?, 1, 1, now() - interval '1 day', now(), now(), now(), 'backfill', 'backfill', now())""";

    private static final String WANT_OTHERS = """
            insert into scan_order (id, partner_id, account_id, rx_id, lane, wanted, due_at, created_at, dated_at, changed_at, found_by,
                                    wanted_by, wanted_at)
            select gen_random_uuid(), 'default', cast(940001 + n %% 10 as text), cast(gen_random_uuid() as text), 1, 1, now(), now(), now(),
                   now(), 'backfill', 'backfill', now()
              from generate_series(1, %d) n""";

    private final Report report;

    BackfillBench(Report report) {
        this.report = report;
    }

    void run() throws Exception {
        try (S3Sink store = new S3Sink(5);
                Surroundings around = Surroundings.start(Path.of("target", "bench", "backfill"));
                SandboxOrders sandbox = new SandboxOrders(around.sandbox())) {
            List<String> filled = sandbox.clinics(940_001, 10);
            List<String> live = sandbox.clinics(950_001, 10);
            Map<String, String> settings = new HashMap<>(Unlimited.SETTINGS);
            settings.put("scanrelay.store.endpoint", store.endpoint().toString());
            try (Product product = Product.start(around, settings);
                    Arrivals events =
                            new Arrivals(around.forTheService().get("kafka.bootstrap.servers"), "orders.v1")) {
                for (String clinic : filled) {
                    around.pair(clinic);
                }
                for (String clinic : live) {
                    around.pair(clinic);
                }
                Webhooks webhooks = new Webhooks(product.webhook());
                round(sandbox, live, webhooks, events, WARM_UP);
                List<List<Double>> alone = rounds(sandbox, live, webhooks, events);
                want(around.forTheService(), sandbox.scanSmall(filled, REAL));
                List<List<Double>> beside = rounds(sandbox, live, webhooks, events);
                for (int percentile : new int[] {50, 99}) {
                    report.add(new Measured(
                            "live scan at %d/s beside a back-fill of %,d orders, p%d ms"
                                    .formatted(PER_SECOND, ORDERS, percentile),
                            at(percentile, beside),
                            at(percentile, alone),
                            false,
                            1.2));
                }
                report.note("%,d orders of the back-fill were worked off during the rounds"
                        .formatted(workedOff(around.forTheService())));
            }
        }
    }

    private static List<List<Double>> rounds(
            SandboxOrders sandbox, List<String> clinics, Webhooks webhooks, Arrivals events) throws Exception {
        List<List<Double>> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            rounds.add(round(sandbox, clinics, webhooks, events, ROUND));
        }
        return rounds;
    }

    private static List<Double> round(
            SandboxOrders sandbox, List<String> clinics, Webhooks webhooks, Arrivals events, Duration length)
            throws Exception {
        List<ScannedOrder> orders = sandbox.scanSmall(clinics, (int) length.toSeconds() * PER_SECOND);
        Map<String, Long> told = webhooks.tell(orders, PER_SECOND);
        Map<String, Long> arrived = events.await(told.keySet(), PATIENCE);
        List<Double> took = told.entrySet().stream()
                .map(order -> (arrived.get(order.getKey()) - order.getValue()) / 1e6)
                .sorted()
                .toList();
        System.out.printf("p50 %.1f ms, p99 %.1f ms%n", percentile(50, took), percentile(99, took));
        return took;
    }

    private static List<Double> at(int percentile, List<List<Double>> rounds) {
        return rounds.stream().map(round -> percentile(percentile, round)).toList();
    }

    private static double percentile(int percentile, List<Double> sorted) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percentile / 100));
    }

    private static void want(Map<String, String> settings, List<ScannedOrder> real) throws SQLException {
        try (Connection database = database(settings);
                PreparedStatement insert = database.prepareStatement(WANT);
                Statement others = database.createStatement()) {
            for (ScannedOrder order : real) {
                insert.setString(1, order.account());
                insert.setString(2, order.rxId());
                insert.addBatch();
            }
            insert.executeBatch();
            others.execute(WANT_OTHERS.formatted(ORDERS - real.size()));
            others.execute("analyze scan_order");
        }
    }

    private static long workedOff(Map<String, String> settings) throws SQLException {
        try (Connection database = database(settings);
                var rows = database.createStatement()
                        .executeQuery(
                                "select count(*) from scan_order where found_by = 'backfill' and done = wanted")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Connection database(Map<String, String> settings) throws SQLException {
        return DriverManager.getConnection(
                settings.get("quarkus.datasource.jdbc.url"),
                settings.get("quarkus.datasource.username"),
                settings.get("quarkus.datasource.password"));
    }
}
