package dev.scanrelay.bench;

import java.nio.file.Path;
import java.util.Set;

/** {@code ./mvnw -Pbench verify}, or one part of it: {@code -Dbench.only=ingress}. */
public final class Bench {

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        Set<String> wanted = Set.of(
                System.getProperty("bench.only", "ingress,transfer,latency,proxy,catalogue,outage,backfill,push,soak")
                        .split(","));
        Report report = new Report();
        if (wanted.contains("ingress")) {
            new IngressBench(report).run();
        }
        if (wanted.contains("transfer")) {
            new TransferBench(report).run();
        }
        if (wanted.contains("latency")) {
            new LatencyBench(report).run();
        }
        if (wanted.contains("proxy")) {
            new ProxyBench(report).run();
        }
        if (wanted.contains("catalogue")) {
            new CatalogueBench(report).run();
        }
        if (wanted.contains("outage")) {
            new OutageBench(report).run();
        }
        if (wanted.contains("backfill")) {
            new BackfillBench(report).run();
        }
        if (wanted.contains("push")) {
            new PushBench(report).run();
        }
        if (wanted.contains("soak")) {
            new SoakBench(report).run();
        }
        report.write(Path.of("target", "bench"));
        System.out.println(report.markdown());
    }
}
