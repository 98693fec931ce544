package dev.scanrelay.transfer;

import dev.scanrelay.content.Classification;
import dev.scanrelay.content.VendorName;
import dev.scanrelay.secret.Secret;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/**
 * Copies artifacts from an HTTP source into a store, by the product or by its floor, in a JVM of its own, and prints
 * {@code result <seconds> <bytes of heap and direct memory above idle at the peak>}.
 */
public final class TransferRun {

    private static final int MIB = 1 << 20;
    private static final int PART = 8 * MIB;

    private TransferRun() {}

    /** @param arguments product|floor, store, access key, secret key, bucket, source, bytes, how many at once */
    public static void main(String[] arguments) throws Exception {
        URI source = URI.create(arguments[5]);
        long size = Long.parseLong(arguments[6]);
        int atOnce = Integer.parseInt(arguments[7]);
        String prefix = "bench/" + ProcessHandle.current().pid();
        IntConsumer copy = arguments[0].equals("product")
                ? product(arguments, source, size, prefix)
                : floor(arguments, source, size, prefix);
        copy.accept(0); // classes loaded, connections open
        Memory memory = new Memory();
        long begun = System.nanoTime();
        run(copy, atOnce);
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.println("result " + seconds + " " + memory.peakAboveIdle());
        System.exit(0);
    }

    private static void run(IntConsumer copy, int atOnce) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> copies = new ArrayList<>();
            for (int number = 1; number <= atOnce; number++) {
                int which = number;
                copies.add(threads.submit(() -> copy.accept(which)));
            }
            for (Future<?> each : copies) {
                each.get();
            }
        }
    }

    private static IntConsumer product(String[] arguments, URI source, long size, String prefix) {
        ObjectStore store = new ObjectStore(storeSettings(arguments));
        Transfers transfers = new Transfers(store, transferSettings());
        return number -> transfers.store(new StoreRequest(
                prefix,
                number + 1,
                new VendorName("scan.bin"),
                Classification.of(new VendorName("scan.bin")),
                OptionalLong.of(number == 0 ? MIB : size),
                OptionalLong.empty(),
                UnpackPolicy.NEVER,
                Keep.BOTH,
                Earlier.nothing(),
                "account-" + number,
                (offset, ifRange) -> open(number == 0 ? source.resolve("/" + MIB) : source),
                bytes -> {}));
    }

    private static Source.Opened open(URI source) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) source.toURL().openConnection();
        return new Source.Opened(
                connection.getResponseCode(),
                OptionalLong.of(connection.getContentLengthLong()),
                Optional.of(connection.getHeaderField("ETag")),
                true,
                Optional.empty(),
                connection.getInputStream());
    }

    private static IntConsumer floor(String[] arguments, URI source, long size, String prefix) {
        MinioClient client = MinioClient.builder()
                .endpoint(arguments[1])
                .credentials(arguments[2], arguments[3])
                .region("us-east-1")
                .build();
        return number -> {
            long bytes = number == 0 ? MIB : size;
            try (InputStream body =
                    (number == 0 ? source.resolve("/" + MIB) : source).toURL().openStream()) {
                client.putObject(
                        PutObjectArgs.builder().bucket(arguments[4]).object(prefix + "/floor-" + number).stream(
                                        body, bytes, (long) PART)
                                .build());
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            } catch (io.minio.errors.MinioException broken) {
                throw new IllegalStateException(broken);
            }
        };
    }

    private static StoreSettings storeSettings(String[] arguments) {
        return new StoreSettings(
                "main",
                "scanrelay.store.",
                URI.create(arguments[1]),
                arguments[2],
                Secret.of(arguments[3]),
                arguments[4],
                "us-east-1",
                false,
                PART,
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                3,
                Duration.ofMillis(200));
    }

    private static TransferSettings transferSettings() {
        return new TransferSettings(
                12,
                4,
                8,
                Duration.ofSeconds(30),
                1024,
                Duration.ofSeconds(60),
                5,
                Duration.ofMillis(500),
                new ZipLimits(2_000, 8L << 30, 16L << 30, 200));
    }

    /** Heap in use and direct buffers, sampled. */
    private static final class Memory {

        private final long idle;
        private volatile long peak;

        Memory() {
            System.gc();
            this.idle = used();
            Thread.ofPlatform().daemon().start(this::sample);
        }

        long peakAboveIdle() {
            return peak - idle;
        }

        private void sample() {
            while (true) {
                peak = Math.max(peak, used());
                java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
            }
        }

        private static long used() {
            long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                    .mapToLong(BufferPoolMXBean::getMemoryUsed)
                    .sum();
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + direct;
        }
    }
}
