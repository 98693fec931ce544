package dev.scanrelay.bench;

import dev.scanrelay.local.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a call for a practice software costs that goes on to Align, beside the same call straight to the sandbox: once with the sandbox
 * as it is, which answers within a millisecond as no cloud does, and once with a delay as of a near cloud.
 */
final class ProxyBench {

    private static final int PER_SECOND = 100;
    private static final int ROUNDS = 3;
    private static final int CLOUD_MILLISECONDS = 30;
    private static final int ORDERS = 40;
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("bench.warm-up", 15));
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("bench.round", 30));
    private static final Map<String, String> NOTHING_ELSE = Map.of(
            "scanrelay.fetch.enabled",
            "false",
            "scanrelay.relay.enabled",
            "false",
            "scanrelay.courtesy.account-calls",
            "5000",
            "scanrelay.courtesy.region-calls",
            "5000");
    private static final String CHART = "CH-BENCH-1";

    private final Report report;

    ProxyBench(Report report) {
        this.report = report;
    }

    void run() throws Exception {
        try (Surroundings around = Surroundings.start(Path.of("target", "bench", "proxy"));
                SandboxOrders sandbox = new SandboxOrders(around.sandbox());
                Product product = Product.start(around, NOTHING_ELSE);
                Paced paced = new Paced()) {
            String clinic = clinic(sandbox, 920_001);
            String same = clinic(sandbox, 920_002);
            around.pair(clinic);
            String token = sandbox.token(same);
            List<Call> calls = List.of(search(around, clinic, same, token), orders(around, clinic, same, token));
            for (Call call : calls) {
                compare(paced, call, "sandbox as it is");
            }
            sandbox.delay(CLOUD_MILLISECONDS);
            for (Call call : calls) {
                compare(paced, call, "Align " + CLOUD_MILLISECONDS + " ms away");
            }
        }
    }

    /** The same question put to both. */
    private record Call(String name, Supplier<HttpRequest> product, Supplier<HttpRequest> straight) {}

    private static String clinic(SandboxOrders sandbox, int number) throws IOException, InterruptedException {
        List<String> clinic = sandbox.clinics(number, 1);
        sandbox.patient(clinic.getFirst(), CHART);
        sandbox.scan(clinic, ORDERS);
        return clinic.getFirst();
    }

    private static Call search(Surroundings around, String clinic, String same, String token) {
        URI ours = around.service().resolve("/api/v1/accounts/" + clinic + "/patients/search");
        URI theirs = URI.create(around.partnerApi() + "/patients?companyId=" + same + "&chartNumber=" + CHART);
        String body = "{\"firstName\":\"Anna\",\"lastName\":\"Bench\",\"chartNumber\":\"" + CHART + "\"}";
        return new Call(
                "patient search",
                () -> request(ours, Surroundings.API_KEY)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                () -> request(theirs, token).build());
    }

    private static Call orders(Surroundings around, String clinic, String same, String token) {
        LocalDate from = LocalDate.now(ZoneOffset.UTC).minusDays(2);
        URI ours = around.service().resolve("/api/v1/orders?source=align&limit=25&account=" + clinic + "&from=" + from);
        URI theirs = URI.create(
                around.partnerApi() + "/orders?pageSize=25&companyId=" + same + "&from=" + from + "T00:00:00Z");
        return new Call(
                "live orders",
                () -> request(ours, Surroundings.API_KEY).build(),
                () -> request(theirs, token).build());
    }

    private static HttpRequest.Builder request(URI address, String token) {
        return HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token);
    }

    private void compare(Paced paced, Call call, String where) {
        paced.run(call.straight(), PER_SECOND, WARM_UP);
        paced.run(call.product(), PER_SECOND, WARM_UP);
        List<Paced.Round> straight = new ArrayList<>();
        List<Paced.Round> proxied = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            straight.add(paced.run(call.straight(), PER_SECOND, ROUND));
            proxied.add(paced.run(call.product(), PER_SECOND, ROUND));
        }
        report.note("%s, %s: calls not answered 200: product %d, floor %d"
                .formatted(call.name(), where, failed(proxied), failed(straight)));
        for (int percentile : new int[] {50, 99}) {
            Measured measured = new Measured(
                    "%s, %s, p%d ms".formatted(call.name(), where, percentile),
                    at(percentile, proxied),
                    at(percentile, straight),
                    false,
                    1.5);
            report.add(measured);
            report.note("%s, %s: p%d is %.1f ms more than straight to the sandbox"
                    .formatted(call.name(), where, percentile, measured.productMedian() - measured.floorMedian()));
        }
    }

    private static List<Double> at(int percentile, List<Paced.Round> rounds) {
        return rounds.stream().map(round -> round.milliseconds(percentile)).toList();
    }

    private static long failed(List<Paced.Round> rounds) {
        return rounds.stream().mapToLong(Paced.Round::failed).sum();
    }
}
