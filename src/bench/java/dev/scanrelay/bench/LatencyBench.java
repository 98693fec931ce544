package dev.scanrelay.bench;

import dev.scanrelay.local.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** How long it takes from a notification to the order-ready event at its reader, beside {@link LatencyFloor}. */
final class LatencyBench {

    private static final int PER_SECOND = 20;
    private static final int CLINICS = 10;
    private static final int STORE_MILLISECONDS = 5;
    private static final int ROUNDS = 3;
    private static final String STORE = "scanrelay.store.endpoint";
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration ROUND = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Report report;

    LatencyBench(Report report) {
        this.report = report;
    }

    void run() throws Exception {
        // The embedded store takes less than the 40 MB/s that this rate makes of a zip and its entries.
        try (S3Sink store = new S3Sink(STORE_MILLISECONDS);
                Surroundings around = Surroundings.start(Path.of("target", "bench", "latency"));
                SandboxOrders sandbox = new SandboxOrders(around.sandbox())) {
            String broker = around.forTheService().get("kafka.bootstrap.servers");
            createTopics(broker);
            int port = Surroundings.freePort();
            List<String> clinics = sandbox.clinics(900_001, CLINICS);
            List<String> clinicsOfFloor = sandbox.clinics(910_001, CLINICS);
            try (Product product =
                            Product.start(around, Map.of(STORE, store.endpoint().toString()));
                    Child floor = floor(around, port, store, tokens(sandbox, clinicsOfFloor));
                    Arrivals events = new Arrivals(broker, "orders.v1");
                    Arrivals eventsOfFloor = new Arrivals(broker, LatencyFloor.EVENTS)) {
                for (String clinic : clinics) {
                    around.pair(clinic);
                }
                compare(
                        sandbox,
                        new Side("product", clinics, new Webhooks(product.webhook()), events),
                        new Side(
                                "floor",
                                clinicsOfFloor,
                                new Webhooks(URI.create("http://127.0.0.1:" + port + "/")),
                                eventsOfFloor));
            }
        }
    }

    /** One of the two that are compared. */
    private record Side(String name, List<String> clinics, Webhooks webhooks, Arrivals events) {

        /** Milliseconds from each order's notification to its event, in ascending order. */
        List<Double> round(SandboxOrders sandbox, Duration length) throws IOException, InterruptedException {
            List<ScannedOrder> orders = sandbox.scan(clinics, (int) length.toSeconds() * PER_SECOND);
            Map<String, Long> told = webhooks.tell(orders, PER_SECOND);
            Map<String, Long> arrived = events.await(told.keySet(), PATIENCE);
            List<Double> took = told.entrySet().stream()
                    .map(order -> (arrived.get(order.getKey()) - order.getValue()) / 1e6)
                    .sorted()
                    .toList();
            System.out.printf("%s: p50 %.1f ms, p99 %.1f ms%n", name, at(50, took), at(99, took));
            return took;
        }
    }

    private void compare(SandboxOrders sandbox, Side product, Side floor) throws IOException, InterruptedException {
        List<List<Double>> ofProduct = new ArrayList<>();
        List<List<Double>> ofFloor = new ArrayList<>();
        floor.round(sandbox, WARM_UP);
        product.round(sandbox, WARM_UP);
        for (int round = 0; round < ROUNDS; round++) {
            ofFloor.add(floor.round(sandbox, ROUND));
            ofProduct.add(product.round(sandbox, ROUND));
        }
        for (int percentile : new int[] {50, 99}) {
            report.add(new Measured(
                    "webhook to order-ready of 1 MB at %d/s, p%d ms".formatted(PER_SECOND, percentile),
                    ofProduct.stream().map(round -> at(percentile, round)).toList(),
                    ofFloor.stream().map(round -> at(percentile, round)).toList(),
                    false,
                    1.5));
        }
    }

    private static double at(int percentile, List<Double> sorted) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percentile / 100));
    }

    private static List<String> tokens(SandboxOrders sandbox, List<String> clinics)
            throws IOException, InterruptedException {
        List<String> tokens = new ArrayList<>();
        for (String clinic : clinics) {
            tokens.add(clinic + "=" + sandbox.token(clinic));
        }
        return tokens;
    }

    private static Child floor(Surroundings around, int port, S3Sink store, List<String> tokens) {
        Map<String, String> settings = around.forTheService();
        List<String> arguments = Stream.concat(
                        Stream.of(
                                Integer.toString(port),
                                settings.get("kafka.bootstrap.servers"),
                                around.partnerApi().toString(),
                                store.endpoint().toString(),
                                settings.get("scanrelay.store.access-key"),
                                settings.get("scanrelay.store.secret-key"),
                                settings.get("quarkus.datasource.jdbc.url"),
                                settings.get("quarkus.datasource.username")),
                        tokens.stream())
                .toList();
        List<String> jvm = Stream.concat(Child.SERVICE.stream(), Stream.of("-Dhttp.maxConnections=32"))
                .toList();
        return Child.ofMain(LatencyFloor.class, jvm, arguments, LatencyFloor.READY);
    }

    private static void createTopics(String broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
            admin.createTopics(List.of(
                            new NewTopic(LatencyFloor.NOTIFICATIONS, 3, (short) 1),
                            new NewTopic(LatencyFloor.EVENTS, 3, (short) 1)))
                    .all()
                    .get();
        }
    }
}
