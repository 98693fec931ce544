package dev.scanrelay.bench;

import dev.scanrelay.local.Surroundings;
import dev.scanrelay.local.embedded.LocalKafka;
import dev.scanrelay.testing.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * How fast what piled up while Kafka was out is worked off, from the spool to the events, beside the rate of the same service with a
 * backlog and a Kafka that is there.
 */
final class OutageBench {

    private static final int STEADY = 800;
    private static final int BACKLOG = 5_000;
    private static final int STEADY_PER_SECOND = 200;
    private static final int OUTAGE_PER_SECOND = 100;
    private static final Duration OUTAGE = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Report report;

    OutageBench(Report report) {
        this.report = report;
    }

    void run() throws Exception {
        Path data = Path.of("target", "bench", "outage");
        int listener = Surroundings.freePort();
        Proxy proxy = Proxy.before(listener);
        try (S3Sink store = new S3Sink(5);
                Surroundings around = Surroundings.start(data);
                LocalKafka kafka = LocalKafka.start(data.resolve("kafka-behind-proxy"), listener, proxy.port());
                SandboxOrders sandbox = new SandboxOrders(around.sandbox())) {
            String broker = "127.0.0.1:" + proxy.port();
            List<String> clinics = sandbox.clinics(930_001, 20);
            Map<String, String> settings = new HashMap<>(Unlimited.SETTINGS);
            settings.put("kafka.bootstrap.servers", broker);
            settings.put("scanrelay.store.endpoint", store.endpoint().toString());
            try (Product product = Product.start(around, settings);
                    Arrivals events = new Arrivals(broker, "orders.v1")) {
                for (String clinic : clinics) {
                    around.pair(clinic);
                }
                Webhooks webhooks = new Webhooks(product.webhook());
                steady(sandbox, clinics, webhooks, events); // to warm up
                double steady = steady(sandbox, clinics, webhooks, events);
                double drained = drained(sandbox.scanSmall(clinics, BACKLOG), webhooks, events, proxy);
                report.add(new Measured(
                        "%,d orders after %d s without Kafka, orders/s from its return to the last event"
                                .formatted(BACKLOG, OUTAGE.toSeconds()),
                        List.of(drained),
                        List.of(steady),
                        true,
                        0.9));
            }
        }
    }

    /** Events per second while more waits than can be worked off at once. */
    private static double steady(SandboxOrders sandbox, List<String> clinics, Webhooks webhooks, Arrivals events)
            throws Exception {
        List<ScannedOrder> orders = sandbox.scanSmall(clinics, STEADY);
        List<Long> moments =
                events.moments(webhooks.tell(orders, STEADY_PER_SECOND).keySet(), PATIENCE);
        int from = STEADY / 5;
        double rate = perSecond(STEADY - from, moments.getLast() - moments.get(from));
        System.out.printf("steady: %.1f orders/s%n", rate);
        return rate;
    }

    private static double drained(List<ScannedOrder> orders, Webhooks webhooks, Arrivals events, Proxy proxy)
            throws InterruptedException {
        long back = System.nanoTime() + OUTAGE.toNanos();
        proxy.hangUp();
        Map<String, Long> told = webhooks.tell(orders, OUTAGE_PER_SECOND);
        LockSupport.parkNanos(back - System.nanoTime());
        long returned = System.nanoTime();
        proxy.pass();
        return perSecond(BACKLOG, events.moments(told.keySet(), PATIENCE).getLast() - returned);
    }

    private static double perSecond(int count, long nanoseconds) {
        return count / (nanoseconds / 1e9);
    }
}
