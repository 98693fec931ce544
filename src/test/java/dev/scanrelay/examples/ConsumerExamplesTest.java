package dev.scanrelay.examples;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.docs.ManualProfile;
import dev.scanrelay.pairing.Pairings;
import dev.scanrelay.testing.Flow;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.TestKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of deploy/examples against the real service: a scan, a re-scan, a repeat of all, a clinic that leaves. */
@QuarkusTest
@TestProfile(ManualProfile.class)
@Tag("clients")
class ConsumerExamplesTest {

    private static final int NOT_RUN = 77;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, ?> SMALL = Map.of("bytes", 60_000, "imageWidth", 0);

    @Inject
    Pairings pairings;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String key = TestKeys.admin();

    @ParameterizedTest
    @ValueSource(strings = {"python", "java", "typescript"})
    void anExampleTakesInEachRevisionOnceAndLetsAClinicGo(String language) throws Exception {
        Flow flow = Flow.with(pairings);
        long account = flow.pairedClinic();
        SandboxClient.Scan scan = flow.sandbox().scan(account, SMALL);
        String order = flow.ready(scan.rxId(), 1).data().path("orderId").asText();
        String group = "default." + UUID.randomUUID();

        Process first = start(language, group);
        awaitSaid(first, "imported " + order + " revision 1");
        awaitAcknowledged(order, 1);
        assertFilesAre(order, 1);
        first.destroyForcibly().waitFor(); // as a PC is switched off

        flow.sandbox().rescan(scan.rxId());
        flow.ready(scan.rxId(), 2);
        Process second = start(language, group);
        awaitSaid(second, "imported " + order + " revision 2");
        awaitAcknowledged(order, 2);
        assertFilesAre(order, 2);
        await().until(() -> !Files.exists(scans(order, 1)));
        call("DELETE", "/api/v1/pairings/" + account);
        awaitSaid(second, "left " + account);
        second.destroy();
        assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();

        Process repeated = start(language, group + "-anew"); // reads all of the topic once more
        awaitSaid(repeated, "again ");
        await().atMost(ofSeconds(60))
                .until(() -> said().filter(line -> line.startsWith("again ")).count() >= 3);
        repeated.destroy();
        assertThat(repeated.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said().filter(line -> line.startsWith("imported " + order)))
                .containsExactly("imported " + order + " revision 1", "imported " + order + " revision 2");
        assertFilesAre(order, 2);
    }

    private Process start(String language, String group) throws IOException {
        ProcessBuilder example = new ProcessBuilder("bash", "deploy/examples/run", language)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        example.environment()
                .putAll(Map.of(
                        "SCANRELAY_URL",
                        "http://127.0.0.1:" + port,
                        "SCANRELAY_KEY",
                        key,
                        "KAFKA_BOOTSTRAP_SERVERS",
                        kafka,
                        "KAFKA_TOPIC",
                        "orders.v1",
                        "KAFKA_GROUP",
                        group,
                        "SCANS_FOLDER",
                        folder.resolve("scans").toString(),
                        "NO_PROXY",
                        "127.0.0.1",
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "CLASSPATH",
                        System.getProperty("java.class.path")));
        return example.start();
    }

    private void awaitSaid(Process running, String words) throws IOException {
        await().atMost(ofSeconds(120))
                .until(() -> said().anyMatch(line -> line.startsWith(words)) || !running.isAlive());
        if (!running.isAlive() && running.exitValue() == NOT_RUN) {
            String why = said().reduce((before, last) -> last).orElse("NOT RUN");
            System.out.println(why);
            assumeTrue(false, why);
        }
        assertThat(said()).anyMatch(line -> line.startsWith(words));
    }

    private void awaitAcknowledged(String order, int revision) {
        await().atMost(ofSeconds(30))
                .until(() -> elements(order(order).path("timeline"))
                                .filter(step -> step.path("what").asText().equals("acknowledged"))
                                .count()
                        == revision);
    }

    private void assertFilesAre(String order, int revision) throws Exception {
        List<JsonNode> artifacts = elements(order(order).path("revisions"))
                .filter(one -> one.path("number").asInt() == revision)
                .flatMap(one -> elements(one.path("artifacts")))
                .toList();
        assertThat(artifacts).isNotEmpty();
        for (JsonNode artifact : artifacts) {
            byte[] saved = Files.readAllBytes(
                    scans(order, revision).resolve(artifact.path("fileName").asText()));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(saved);
            assertThat(HexFormat.of().formatHex(digest))
                    .isEqualTo(artifact.path("sha256").asText());
        }
        try (Stream<Path> files = Files.list(scans(order, revision))) {
            assertThat(files).hasSameSizeAs(artifacts);
        }
    }

    private JsonNode order(String order) throws Exception {
        return JSON.readTree(call("GET", "/api/v1/orders/" + order));
    }

    private String call(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Authorization", "Bearer " + key)
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path).isBetween(200, 299);
        return answer.body();
    }

    private Path scans(String order, int revision) {
        return folder.resolve("scans").resolve(order).resolve("r" + revision);
    }

    private Path log() {
        return folder.resolve("example.log");
    }

    private Stream<String> said() throws IOException {
        return Files.readAllLines(log()).stream();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
