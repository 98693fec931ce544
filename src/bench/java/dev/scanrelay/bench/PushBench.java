package dev.scanrelay.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.local.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * Deliveries to a receiver on this machine, one that answers at once and one that takes its time, a backlog as fast as they go and 100 a second to see how long one takes, beside a program that posts
 * bodies of the same size with the same HTTP client and as many at once.
 */
final class PushBench {

    private static final int BACKLOG = 5000;
    private static final int ROUNDS = 5;

    /** Backlogs, for both: at full load the service compiles for some 20 s until it is as fast as it will be. */
    private static final int WARM_UP = 10;

    private static final int AT_ONCE = 50;
    private static final int PER_SECOND = 100;
    private static final Duration WORK = Duration.ofMillis(20);
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("bench.round", 20));
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Map<String, String> SETTINGS = Map.of(
            "scanrelay.egress.allow-http", "true",
            "scanrelay.egress.allowed-networks", "127.0.0.0/8",
            "scanrelay.fetch.enabled", "false",
            "scanrelay.reconcile.enabled", "false");

    private static final String APPEND = """
            insert into outbox (event_id, partner_id, account_id, ordering_key, type, subject, data, topics, occurred_at)
            values (?, 'default', '970001', ?, 'dev.scanrelay.order.ready.v1', ?, cast(? as json), '{orders.v1}', now())""";

    private final Report report;

    PushBench(Report report) {
        this.report = report;
    }

    void run() throws Exception {
        against(Duration.ZERO, "that answers at once");
        against(WORK, "that takes %d ms".formatted(WORK.toMillis()));
    }

    private void against(Duration work, String receiver) throws Exception {
        try (Surroundings around = Surroundings.start(Path.of("target", "bench", "push-" + work.toMillis()));
                Product product = Product.start(around, new HashMap<>(SETTINGS));
                PushSink sink = new PushSink(work);
                Connection database = database(around.forTheService())) {
            endpoint(around.service(), sink.url());
            List<Double> rates = new ArrayList<>();
            List<Double> floors = new ArrayList<>();
            try (Floor floor = new Floor(sink)) {
                for (int round = 0; round < WARM_UP; round++) {
                    backlog(database, sink);
                    floor.backlog();
                }
                for (int round = 0; round < ROUNDS; round++) {
                    rates.add(backlog(database, sink));
                    floors.add(floor.backlog());
                }
                report.add(new Measured(
                        "deliveries/s of a backlog of %,d, receiver %s".formatted(BACKLOG, receiver),
                        rates,
                        floors,
                        true,
                        0.7));
                List<Double> took = paced(database, sink);
                List<Double> floorTook = floor.paced();
                for (int percentile : new int[] {50, 99}) {
                    report.note("event to delivery at %d/s, receiver %s: p%d %.1f ms beside %.1f"
                            .formatted(
                                    PER_SECOND,
                                    receiver,
                                    percentile,
                                    percentile(percentile, took),
                                    percentile(percentile, floorTook)));
                }
            }
        }
    }

    /** Deliveries a second from the 10th part of them to the last. */
    private static double backlog(Connection database, PushSink sink) throws Exception {
        List<String> ids = new ArrayList<>();
        database.setAutoCommit(false);
        try (PreparedStatement append = database.prepareStatement(APPEND)) {
            for (int i = 0; i < BACKLOG; i++) {
                ids.add(bind(append));
                append.addBatch();
            }
            append.executeBatch();
        }
        database.commit();
        database.setAutoCommit(true);
        return rate(await(sink, ids));
    }

    private static double rate(List<Long> arrived) {
        List<Long> sorted = arrived.stream().sorted().toList();
        int from = sorted.size() / 10;
        return (sorted.size() - from) / ((sorted.getLast() - sorted.get(from)) / 1e9);
    }

    private static List<Double> paced(Connection database, PushSink sink) throws Exception {
        Map<String, Long> appended = new HashMap<>();
        try (PreparedStatement append = database.prepareStatement(APPEND)) {
            long begun = System.nanoTime();
            for (int i = 0; i < ROUND.toSeconds() * PER_SECOND; i++) {
                pause(begun + i * 1_000_000_000L / PER_SECOND);
                String id = bind(append);
                append.executeUpdate();
                appended.put(id, System.nanoTime());
            }
        }
        await(sink, appended.keySet());
        return appended.entrySet().stream()
                .map(event -> (sink.arrived().get(event.getKey()) - event.getValue()) / 1e6)
                .sorted()
                .toList();
    }

    private static String bind(PreparedStatement append) throws SQLException {
        String id = UUID.randomUUID().toString();
        append.setString(1, id);
        append.setString(2, "default/970001/" + id);
        append.setString(3, "orders/" + id);
        append.setString(4, "{\"orderId\":\"" + id + "\",\"revision\":1}");
        return id;
    }

    private static List<Long> await(PushSink sink, Iterable<String> ids) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<Long> times = new ArrayList<>();
        for (String id : ids) {
            while (!sink.arrived().containsKey(id)) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("not delivered in time");
                }
                LockSupport.parkNanos(1_000_000);
            }
            times.add(sink.arrived().get(id));
        }
        return times;
    }

    private static void pause(long until) {
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }

    private static double percentile(int percentile, List<Double> sorted) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percentile / 100));
    }

    private static void endpoint(URI service, URI sink) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String wish = new ObjectMapper().writeValueAsString(Map.of("url", sink.toString(), "concurrency", AT_ONCE));
            int status = http.send(
                            HttpRequest.newBuilder(service.resolve("/api/v1/endpoints"))
                                    .header("Authorization", "Bearer " + Surroundings.API_KEY)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(wish))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
            if (status != 201) {
                throw new IllegalStateException("no endpoint: " + status);
            }
        }
    }

    private static Connection database(Map<String, String> settings) throws SQLException {
        return DriverManager.getConnection(
                settings.get("quarkus.datasource.jdbc.url"),
                settings.get("quarkus.datasource.username"),
                settings.get("quarkus.datasource.password"));
    }

    /** Posts, and does nothing else. */
    private static final class Floor implements AutoCloseable {

        private static final byte[] BODY =
                "x".repeat(420).getBytes(StandardCharsets.US_ASCII); // as long as an id-only event

        private final PushSink sink;
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final OkHttpClient client = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(64, 1, java.util.concurrent.TimeUnit.MINUTES))
                .build();

        Floor(PushSink sink) {
            this.sink = sink;
        }

        double backlog() {
            Semaphore hands = new Semaphore(AT_ONCE);
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < BACKLOG; i++) {
                String id = UUID.randomUUID().toString();
                ids.add(id);
                hands.acquireUninterruptibly();
                threads.execute(() -> {
                    post(id);
                    hands.release();
                });
            }
            return rate(await(sink, ids));
        }

        List<Double> paced() {
            Map<String, Long> sent = new HashMap<>();
            long begun = System.nanoTime();
            for (int i = 0; i < ROUND.toSeconds() * PER_SECOND; i++) {
                pause(begun + i * 1_000_000_000L / PER_SECOND);
                String id = UUID.randomUUID().toString();
                sent.put(id, System.nanoTime());
                threads.execute(() -> post(id));
            }
            await(sink, sent.keySet());
            return sent.entrySet().stream()
                    .map(event -> (sink.arrived().get(event.getKey()) - event.getValue()) / 1e6)
                    .sorted()
                    .toList();
        }

        private void post(String id) {
            Request request = new Request.Builder()
                    .url(sink.url().toString())
                    .header("webhook-id", id)
                    .post(RequestBody.create(BODY, MediaType.get("application/cloudevents+json")))
                    .build();
            try (var response = client.newCall(request).execute()) {
                if (response.code() != 204) {
                    throw new IllegalStateException("answered " + response.code());
                }
            } catch (IOException broken) {
                throw new java.io.UncheckedIOException(broken);
            }
        }

        @Override
        public void close() {
            threads.close();
        }
    }
}
