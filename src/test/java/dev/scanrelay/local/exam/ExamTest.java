package dev.scanrelay.local.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The exam, held of our own example and of software that takes everything and does nothing. */
@Timeout(120)
class ExamTest {

    private static final String RECEIVER = "deploy/examples/webhook-python/receiver.py";

    @TempDir
    Path folder;

    private URI api = URI.create("http://127.0.0.1");
    private URI address = api;
    private Optional<Process> receiver = Optional.empty();

    @Test
    void ourExamplePassesAll() throws Exception {
        assumeTrue(hasPython(), "python3 is not on this machine: the example is not examined");
        try (var exam = Exam.open(quick().withPatience(Duration.ofSeconds(20)).withRestart(this::restart))) {
            api = exam.base();
            try {
                // When
                var report = exam.ofEndpoint(startReceiver(0));

                // Then
                report.write(Path.of("target/exam"));
                assertThat(report.results())
                        .filteredOn(one -> one.leftOut().isEmpty())
                        .hasSizeGreaterThanOrEqualTo(20)
                        .allSatisfy(one -> assertThat(one.came()).as(one.id()).isEmpty());
            } finally {
                receiver.orElseThrow().destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void ourExampleSaysWhyItImportsNothing() throws Exception {
        assumeTrue(hasPython(), "python3 is not on this machine: the example is not examined");
        try (var exam = Exam.open(quick().withPatience(Duration.ofSeconds(1)).withKey("another"))) {
            api = exam.base();
            try {
                // When
                var endpoint = startReceiver(0);
                HttpClient.newHttpClient().send(unsigned(), HttpResponse.BodyHandlers.discarding());
                exam.ofEndpoint(endpoint);

                // Then
                assertThat(receiver.orElseThrow().inputReader().lines().limit(2))
                        .anyMatch(line -> line.startsWith("ScanRelay answers 401") && line.contains("SCANRELAY_KEY"))
                        .anyMatch(line -> line.contains("does not verify") && line.contains("WEBHOOK_SECRETS"));
            } finally {
                receiver.orElseThrow().destroyForcibly().waitFor();
            }
        }
    }

    private HttpRequest unsigned() {
        return HttpRequest.newBuilder(address)
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
    }

    @Test
    void softwareThatTakesEverythingAndDoesNothingFails() throws Exception {
        var sloppy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sloppy.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        sloppy.start();
        try (var exam = Exam.open(quick().withPatience(Duration.ofMillis(100)))) {
            // When
            var report = exam.ofEndpoint(
                    URI.create("http://127.0.0.1:" + sloppy.getAddress().getPort() + "/scans"));

            // Then
            assertThat(report.results()).noneMatch(Result::passed);
            report.write(folder);
            assertThat(failuresIn(folder.resolve("exam.xml"))).isEqualTo((int) report.failures());
            assertThat(Files.readString(folder.resolve("exam.html")))
                    .contains("Consumer exam over an endpoint: <b class=\"failed\">")
                    .contains("no acknowledgement")
                    .containsPattern("Held at <time>20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ</time>")
                    .contains("nothing else was asked");
        } finally {
            sloppy.stop(0);
        }
    }

    @Test
    void softwareThatIsNotThereFailsAllAndSoon() throws Exception {
        int port;
        try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        try (var exam = Exam.open(quick())) {
            var report = exam.ofEndpoint(URI.create("http://127.0.0.1:" + port + "/scans"));

            assertThat(report.results()).noneMatch(Result::passed);
            assertThat(report.results().getFirst().came())
                    .hasValueSatisfying(came -> assertThat(came).contains("no answer"));
        }
    }

    private static ExamConfig quick() {
        return ExamConfig.defaults().withPort(0).withSettle(Duration.ofMillis(150));
    }

    private static boolean hasPython() {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(one -> Files.isExecutable(Path.of(one, "python3")));
    }

    /** As a PC is switched off and on. */
    private void restart() throws InterruptedException {
        receiver.orElseThrow().destroyForcibly().waitFor();
        try {
            startReceiver(address.getPort());
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    private URI startReceiver(int port) throws IOException {
        var process = new ProcessBuilder(List.of("python3", "-B", RECEIVER));
        process.redirectError(ProcessBuilder.Redirect.INHERIT);
        process.environment().put("SCANRELAY", api.toString());
        process.environment().put("SCANRELAY_KEY", "exam");
        process.environment().put("WEBHOOK_SECRETS", ExamConfig.SECRET);
        process.environment().put("DATA", folder.toString());
        process.environment().put("PORT", String.valueOf(port));
        receiver = Optional.of(process.start());
        var line = receiver.get().inputReader(StandardCharsets.UTF_8).readLine();
        assertThat(line).as("the receiver says where it listens").startsWith("listening on ");
        address = URI.create(line.substring("listening on ".length()));
        return address;
    }

    private static int failuresIn(Path xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(xml.toFile())
                .getElementsByTagName("failure")
                .getLength();
    }
}
