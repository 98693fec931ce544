package dev.scanrelay.bench;

import dev.scanrelay.local.Surroundings;
import dev.scanrelay.secret.ChartIndex;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** How long one page takes of a catalogue of a million orders, over HTTP. */
final class CatalogueBench {

    private static final int ORDERS = Integer.getInteger("bench.orders", 1_000_000);
    private static final int ACCOUNTS = 500;
    private static final int CHARTS = 1_000;
    private static final int PER_SECOND = 50;
    private static final int ROUNDS = 3;
    private static final double MOST_MILLISECONDS = 20;
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("bench.warm-up", 15));
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("bench.round", 20));
    private static final Map<String, String> NOTHING_ELSE =
            Map.of("scanrelay.fetch.enabled", "false", "scanrelay.relay.enabled", "false");

    /** Spread over two years and the accounts; one in a hundred has one of the chart numbers that are asked for. */
    private static final String GENERATE = """
            insert into scan_order (id, partner_id, account_id, rx_id, state, vendor_status, vendor_order_id, patient_id, reference,
                                    chart_number_index, latest_revision, due_at, created_at, scanned_at, dated_at, changed_at)
            select gen_random_uuid(), 'default', cast(100000 + dice %% %1$d as text), cast(gen_random_uuid() as text),
                   case when dice / 700 %% 1000 = 0 then 'parked' when dice / 700 %% 1000 < 20 then 'waiting' else 'ready' end,
                   case when dice / 900 %% 1000 = 0 then 'Ready to Ship' when dice / 900 %% 1000 < 50 then 'Lab Review'
                        else 'Completed' end,
                   cast(200000000 + n as text), cast(gen_random_uuid() as text), 'visit-' || n,
                   case when n %% 100 = 0 then (select i.value from bench_chart i where i.number = n / 100 %% %2$d)
                        else decode(md5(cast(n / 8 as text)), 'hex') end,
                   1, at, at, at, at, least(now() - interval '2 seconds', at + dice %% 40 * interval '1 day')
              from (select n, abs(cast(hashint4(n) as bigint)) as dice, now() - n * interval '1 minute' as at
                      from generate_series(1, %3$d) n) numbers""";

    private final Report report;
    private final Random random = new Random(7141);

    CatalogueBench(Report report) {
        this.report = report;
    }

    void run() throws Exception {
        try (Surroundings around = Surroundings.start(Path.of("target", "bench", "catalogue"));
                Product product = Product.start(around, NOTHING_ELSE);
                Paced paced = new Paced()) {
            generate(around.forTheService());
            Map<String, Supplier<HttpRequest>> questions = questions(around.service());
            questions.values().forEach(question -> paced.run(question, PER_SECOND, WARM_UP));
            questions.forEach((name, question) -> measure(paced, name, question));
        }
    }

    private void measure(Paced paced, String name, Supplier<HttpRequest> question) {
        List<Paced.Round> rounds = IntStream.range(0, ROUNDS)
                .mapToObj(round -> paced.run(question, PER_SECOND, ROUND))
                .toList();
        report.note("catalogue by %s: calls not answered 200: %d"
                .formatted(name, rounds.stream().mapToLong(Paced.Round::failed).sum()));
        for (int percentile : new int[] {50, 99}) {
            report.add(new Bounded(
                    "page of 50 of %,d orders by %s, p%d ms".formatted(ORDERS, name, percentile),
                    rounds.stream().map(round -> round.milliseconds(percentile)).toList(),
                    MOST_MILLISECONDS));
        }
    }

    private Map<String, Supplier<HttpRequest>> questions(URI service) {
        Map<String, Supplier<HttpRequest>> questions = new LinkedHashMap<>();
        questions.put("account + date", () -> get(service, "account=" + account() + dates()));
        questions.put("account + status", () -> get(service, "account=" + account() + "&status=" + status()));
        questions.put("status", () -> get(service, "status=" + status()));
        questions.put("reference", () -> get(service, "reference=visit-" + (1 + random.nextInt(ORDERS))));
        questions.put("chart number", () -> search(service));
        questions.put("account, changed since", () -> get(service, "account=" + account() + "&changedSince=" + day()));
        return questions;
    }

    private String account() {
        return Integer.toString(100_000 + random.nextInt(ACCOUNTS));
    }

    private String status() {
        return List.of("Completed", "Lab%20Review", "Ready%20to%20Ship").get(random.nextInt(3));
    }

    private Instant day() {
        long daysOfOrders = ORDERS / (24 * 60);
        return Instant.now()
                .truncatedTo(ChronoUnit.DAYS)
                .minus(Duration.ofDays(1 + random.nextLong(Math.max(1, daysOfOrders))));
    }

    private String dates() {
        Instant from = day();
        return "&from=" + from + "&to=" + from.plus(Duration.ofDays(30));
    }

    private static HttpRequest get(URI service, String query) {
        return request(service.resolve("/api/v1/orders?limit=50&" + query)).build();
    }

    private HttpRequest search(URI service) {
        String body = "{\"chartNumber\":\"" + chart(random.nextInt(CHARTS)) + "\"}";
        return request(service.resolve("/api/v1/orders/search"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).header("Authorization", "Bearer " + Surroundings.API_KEY);
    }

    private static String chart(int number) {
        return "CH-" + number;
    }

    private static void generate(Map<String, String> settings) throws Exception {
        long begun = System.nanoTime();
        ChartIndex index = new ChartIndex(Path.of(settings.get("scanrelay.secret.keyset-file")));
        try (Connection database = DriverManager.getConnection(
                        settings.get("quarkus.datasource.jdbc.url"),
                        settings.get("quarkus.datasource.username"),
                        settings.get("quarkus.datasource.password"));
                Statement statement = database.createStatement()) {
            statement.execute("create temporary table bench_chart (number int primary key, value bytea)");
            chartNumbers(database, index);
            statement.execute(GENERATE.formatted(ACCOUNTS, CHARTS, ORDERS));
            statement.execute("vacuum analyze scan_order");
        }
        System.out.printf(
                "%,d orders made in %d s%n",
                ORDERS, Duration.ofNanos(System.nanoTime() - begun).toSeconds());
    }

    private static void chartNumbers(Connection database, ChartIndex index) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement("insert into bench_chart values (?, ?)")) {
            for (int number = 0; number < CHARTS; number++) {
                insert.setInt(1, number);
                insert.setBytes(2, index.of("default", chart(number)));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
