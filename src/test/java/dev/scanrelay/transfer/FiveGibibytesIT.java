package dev.scanrelay.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** 5 GiB through a transfer whose JVM has 256 MiB of heap; the source and the store are in this one. */
@Tag("slow")
class FiveGibibytesIT {

    private static final long SIZE = 5L << 30;
    private static final int PART = 8 << 20;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void passInBoundedMemory() throws Exception {
        List<String> partsSent = new CopyOnWriteArrayList<>();
        List<String> whole = new CopyOnWriteArrayList<>();
        try (S3Sink sink = S3Sink.faultless();
                Origin origin = new Origin(exchange -> whole.add(send(exchange, partsSent)))) {

            List<String> output = run(origin, sink);

            assertThat(output).last().isEqualTo("stored " + SIZE + " " + whole.getFirst());
            assertThat(sink.objects()).isEqualTo(Map.of("attempt/01-mesh.ply", SIZE));
            assertThat(sink.partDigests()).containsExactlyElementsOf(partsSent);
            assertThat(sink.openUploads()).isZero();
        }
    }

    private static List<String> run(Origin origin, S3Sink sink) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "-Xmx256m",
                        "-XX:MaxDirectMemorySize=64m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        TransferProgram.class.getName(),
                        origin.source().uri().toString(),
                        sink.endpoint().toString())
                .redirectErrorStream(true)
                .start();
        List<String> output = new ArrayList<>();
        try (var lines = process.inputReader()) {
            lines.lines().forEach(output::add);
        }
        assertThat(process.waitFor()).as(String.join("\n", output)).isZero();
        return output;
    }

    /** Sends {@link #SIZE} bytes that never repeat by the part; returns their digest and notes that of each part. */
    private static String send(HttpExchange exchange, List<String> parts) throws IOException {
        exchange.sendResponseHeaders(200, SIZE);
        byte[] chunk = Zips.random(1 << 20);
        MessageDigest whole = Digests.sha256();
        MessageDigest part = Digests.sha256();
        OutputStream body = exchange.getResponseBody();
        for (long sent = 0; sent < SIZE; sent += chunk.length) {
            chunk[(int) (sent >> 20) & 0xFFFF]++;
            whole.update(chunk);
            part.update(chunk);
            if ((sent + chunk.length) % PART == 0) {
                parts.add(HexFormat.of().formatHex(part.digest()));
            }
            body.write(chunk);
        }
        return HexFormat.of().formatHex(whole.digest());
    }
}
