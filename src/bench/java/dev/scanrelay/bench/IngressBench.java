package dev.scanrelay.bench;

import dev.scanrelay.bench.Load.Answers;
import dev.scanrelay.local.Surroundings;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How many notifications a second are taken in and acknowledged by Kafka, and how long each takes, beside {@link IngressFloor}.
 * Nothing is fetched meanwhile.
 */
final class IngressBench {

    private static final int CONNECTIONS = 64;
    private static final int ROUNDS = 5;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration ROUND = Duration.ofSeconds(8);
    private static final Map<String, String> INGRESS_ALONE =
            Map.of("scanrelay.fetch.enabled", "false", "scanrelay.relay.enabled", "false");

    private final Report report;

    IngressBench(Report report) {
        this.report = report;
    }

    void run() throws Exception {
        int floorPort = Surroundings.freePort();
        try (Surroundings around = Surroundings.start(Path.of("target", "bench", "ingress"));
                Product product = Product.start(around, INGRESS_ALONE);
                Child floor = floor(around, floorPort)) {
            Vertx vertx = Vertx.vertx();
            compare(new Load(vertx, CONNECTIONS), product.webhook(), URI.create("http://127.0.0.1:" + floorPort + "/"));
            vertx.close();
        }
    }

    private static Child floor(Surroundings around, int port) {
        String broker = around.forTheService().get("kafka.bootstrap.servers");
        return Child.ofMain(
                IngressFloor.class, Child.SERVICE, List.of(broker, Integer.toString(port)), IngressFloor.READY);
    }

    private void compare(Load load, URI product, URI floor) throws InterruptedException {
        load.run(floor, IngressBench::notification, WARM_UP);
        load.run(product, IngressBench::notification, WARM_UP);
        List<Answers> ofProduct = new ArrayList<>();
        List<Answers> ofFloor = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            ofFloor.add(load.run(floor, IngressBench::notification, ROUND));
            ofProduct.add(load.run(product, IngressBench::notification, ROUND));
        }
        report.add(compared("ingress, durable requests/s", ofProduct, ofFloor, Answers::perSecond, true, 0.8));
        report.add(compared("ingress, p50 ms", ofProduct, ofFloor, round -> round.milliseconds(50), false, 1.5));
        report.add(compared("ingress, p99 ms", ofProduct, ofFloor, round -> round.milliseconds(99), false, 1.5));
        report.note("ingress: %d connections, each waits for its answer; answers other than 202: product %d, floor %d"
                .formatted(CONNECTIONS, refused(ofProduct), refused(ofFloor)));
    }

    private static Measured compared(
            String figure,
            List<Answers> product,
            List<Answers> floor,
            ToDoubleFunction<Answers> value,
            boolean moreIsBetter,
            double target) {
        return new Measured(figure, values(product, value), values(floor, value), moreIsBetter, target);
    }

    private static List<Double> values(List<Answers> rounds, ToDoubleFunction<Answers> value) {
        return rounds.stream().mapToDouble(value).boxed().toList();
    }

    private static long refused(List<Answers> rounds) {
        return rounds.stream().mapToLong(Answers::refused).sum();
    }

    private static String notification(int number) {
        return "{\"companyId\":%d,\"rxId\":\"5f1d7a52-0000-4000-8000-%012d\"}".formatted(900_000 + number % 50, number);
    }
}
