package dev.scanrelay.bench;

import dev.scanrelay.local.embedded.LocalS3;
import dev.scanrelay.transfer.TransferRun;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Bytes from an HTTP source into the store, beside a floor that calls the SDK's sequential {@code putObject}. */
final class TransferBench {

    private static final long SIZE = 512L << 20;
    private static final int ROUNDS = 3;
    private static final String BUCKET = "bench";

    private final Report report;

    TransferBench(Report report) {
        this.report = report;
    }

    void run() throws Exception {
        Path folder = Files.createTempDirectory("scanrelay-bench");
        try (ByteSource source = new ByteSource();
                LocalS3 store = LocalS3.start(folder, 0)) {
            Files.createDirectories(folder.resolve(BUCKET));
            bounded(store.endpoint(), source);
            compare("transfer of 512 MiB to the embedded store, MiB/s", store.endpoint(), source, 1.0);
        }
        try (ByteSource source = new ByteSource();
                S3Sink sink = new S3Sink(20)) {
            compare("transfer of 512 MiB into a sink of 20 ms a part, MiB/s", sink.endpoint(), source, 1.3);
        }
    }

    private void compare(String figure, URI store, ByteSource source, double target) {
        List<Double> product = new ArrayList<>();
        List<Double> floor = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            floor.add(rate(copy("floor", store, source, 1, "-Xmx512m")));
            product.add(rate(copy("product", store, source, 1, "-Xmx512m")));
        }
        report.add(new Measured(figure, product, floor, true, target));
    }

    private void bounded(URI store, ByteSource source) {
        Copied copied = copy("product", store, source, 8, "-Xmx140m");
        double above = copied.memory() / (double) (1 << 20);
        report.note(
                "8 concurrent 512 MiB artifacts, heap limit 140 MiB: %.0f MiB of heap and direct memory above idle at the peak"
                                .formatted(above)
                        + " (aim: at most 128), %.0f MiB/s in all".formatted(8 * rate(copied)));
    }

    private static double rate(Copied copied) {
        return SIZE / (double) (1 << 20) / copied.seconds();
    }

    private static Copied copy(String who, URI store, ByteSource source, int atOnce, String heap) {
        List<String> arguments = List.of(
                who,
                store.toString(),
                LocalS3.ACCESS_KEY,
                LocalS3.SECRET_KEY,
                BUCKET,
                source.of(SIZE).toString(),
                String.valueOf(SIZE),
                String.valueOf(atOnce));
        try (Child run = Child.ofMain(
                TransferRun.class,
                List.of(heap, "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"),
                arguments,
                "result ")) {
            String[] result = run.output().stream()
                    .filter(line -> line.startsWith("result "))
                    .findFirst()
                    .orElseThrow()
                    .split(" ");
            return new Copied(Double.parseDouble(result[1]), Long.parseLong(result[2]));
        }
    }

    private record Copied(double seconds, long memory) {}
}
