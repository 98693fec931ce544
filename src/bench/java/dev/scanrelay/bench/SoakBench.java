package dev.scanrelay.bench;

import dev.scanrelay.local.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether memory stays flat: the live heap and the resident size in the last third of a long run beside those of its first. */
final class SoakBench {

    private static final int MINUTES = Integer.getInteger("bench.soak", 10);
    private static final int PER_SECOND = Integer.getInteger("bench.soak.rate", 20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final double MEBIBYTE = 1 << 20;

    private final Report report;

    SoakBench(Report report) {
        this.report = report;
    }

    /** In MiB. */
    private record Memory(double liveHeap, double resident) {}

    void run() throws Exception {
        try (S3Sink store = new S3Sink(5);
                Surroundings around = Surroundings.start(Path.of("target", "bench", "soak"));
                SandboxOrders sandbox = new SandboxOrders(around.sandbox());
                HttpClient http = HttpClient.newHttpClient()) {
            List<String> clinics = sandbox.clinics(960_001, 20);
            Map<String, String> settings = new HashMap<>(Unlimited.SETTINGS);
            settings.put("scanrelay.store.endpoint", store.endpoint().toString());
            try (Product product = Product.start(around, settings);
                    Arrivals events =
                            new Arrivals(around.forTheService().get("kafka.bootstrap.servers"), "orders.v1")) {
                for (String clinic : clinics) {
                    around.pair(clinic);
                }
                Webhooks webhooks = new Webhooks(product.webhook());
                List<Memory> minutes = new ArrayList<>();
                minute(sandbox, clinics, webhooks, events); // to warm up
                for (int minute = 0; minute < MINUTES; minute++) {
                    minute(sandbox, clinics, webhooks, events);
                    minutes.add(memory(product, around.service(), http));
                    System.out.println("minute " + (minute + 1) + ": " + minutes.getLast());
                }
                tell(minutes);
            }
        }
    }

    private void tell(List<Memory> minutes) {
        int third = Math.max(1, minutes.size() / 3);
        List<Memory> first = minutes.subList(0, third);
        List<Memory> last = minutes.subList(minutes.size() - third, minutes.size());
        String run = "soak of %d min at %d orders/s, last third beside first, ".formatted(MINUTES, PER_SECOND);
        report.add(new Measured(
                run + "live heap MiB",
                last.stream().map(Memory::liveHeap).toList(),
                first.stream().map(Memory::liveHeap).toList(),
                false,
                1.1));
        report.add(new Measured(
                run + "resident MiB",
                last.stream().map(Memory::resident).toList(),
                first.stream().map(Memory::resident).toList(),
                false,
                1.1));
    }

    /** All events of a minute have arrived before the next one begins: the rate is held, or the run fails. */
    private static void minute(SandboxOrders sandbox, List<String> clinics, Webhooks webhooks, Arrivals events)
            throws Exception {
        List<ScannedOrder> orders = sandbox.scanSmall(clinics, 60 * PER_SECOND);
        events.await(webhooks.tell(orders, PER_SECOND).keySet(), PATIENCE);
    }

    /** The heap right after a full collection. */
    private static Memory memory(Product product, URI service, HttpClient http)
            throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        new ProcessBuilder(jcmd, Long.toString(product.pid()), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        String metrics = http.send(
                        HttpRequest.newBuilder(service.resolve("/q/metrics")).build(), BodyHandlers.ofString())
                .body();
        double heap = metrics.lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
        return new Memory(heap / MEBIBYTE, resident(product.pid()) / MEBIBYTE);
    }

    private static double resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }
}
