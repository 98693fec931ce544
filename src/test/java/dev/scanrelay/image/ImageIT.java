package dev.scanrelay.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.local.sandbox.SandboxConfig;
import dev.scanrelay.testing.Announcements;
import dev.scanrelay.testing.Packaged;
import dev.scanrelay.testing.SandboxClient;
import dev.scanrelay.testing.Services;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The images, built of what the build made and run as a cluster runs them: as nobody, without capabilities, on a root that can't be written. */
@Tag("containers")
class ImageIT {

    private static final String IMAGE = "scanrelay:test";
    private static final String SANDBOX = "scanrelay-sandbox:test";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long CLINIC = 793_001;
    private static final Map<String, ?> SMALL = Map.of("bytes", 20_000, "imageWidth", 0, "artifacts", List.of("IDE"));
    private static final int ENDED_BY_SIGTERM = 143;

    private final List<String> names = new ArrayList<>();
    private final List<Packaged> processes = new ArrayList<>();

    @BeforeAll
    static void build() throws Exception {
        Docker.build("deploy/Dockerfile", IMAGE);
        Docker.build("deploy/Dockerfile.sandbox", SANDBOX);
    }

    @AfterEach
    void removeAll() throws Exception {
        processes.forEach(Packaged::close);
        for (String name : names) {
            new ProcessBuilder("docker", "rm", "--force", name).start().waitFor();
        }
    }

    @Test
    void doesTheWholeJobAndEndsWhenItIsTold() throws Exception {
        SandboxClient align = sandbox();
        Packaged service = serve(align.base(), Docker.RESTRICTED);
        assertThat(service.send("", "/q/health/started").statusCode()).isEqualTo(200);
        String key = service.adminKey();
        pair(service, align, key);
        align.partnerCallback(
                SandboxConfig.CLIENT_ID,
                Optional.of(service.base().resolve(service.callbackPath(key)).toString()));
        Announcements events = Announcements.on(Services.shared().get("kafka.bootstrap.servers"), "orders.v1");

        String rxId = align.scan(CLINIC, SMALL).rxId();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(events.about(rxId))
                        .singleElement()
                        .satisfies(event -> assertThat(event.revision()).isEqualTo(1)));

        Docker.run("kill", "--signal", "TERM", names.getLast());
        await().atMost(PATIENCE).until(() -> service.readiness() == 503); // it says so while it still serves
        assertThat(service.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(service.process().exitValue()).isEqualTo(ENDED_BY_SIGTERM);
        assertThat(events.about(rxId)).hasSize(1);
    }

    @Test
    void writesNothingOutsideTmp() throws Exception {
        List<String> writable = Docker.RESTRICTED.stream()
                .filter(option -> !option.equals("--read-only"))
                .toList();
        Packaged service = serve(sandbox().base(), writable);
        service.callbackPath(service.adminKey());

        assertThat(Docker.run("diff", names.getLast())).isEmpty();
    }

    @Test
    void takesTheCommandsOfTheJar() throws Exception {
        Packaged any = serve(sandbox().base(), Docker.RESTRICTED);

        assertThat(any.run("migrate")).contains("The database has the tables of this version");
        assertThat(any.run("keyset", "create")).isNotBlank();
        assertThat(any.run("help")).contains("scanrelay migrate");
    }

    @Test
    void startsFromItsCache() throws Exception {
        // With this mode Java refuses to start where it can't use the cache.
        assertThat(inside("JAVA_TOOL_OPTIONS=-XX:AOTMode=on", "help")).contains("scanrelay migrate");
    }

    /** With another collector, or on a machine with so much memory that the heap needs larger references. */
    @Test
    void printsNothingButTheAnswerOfACommandWhereJavaCannotUseTheCache() throws Exception {
        Process keyset = new ProcessBuilder(Docker.command(
                        Docker.RESTRICTED,
                        Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseZGC"),
                        IMAGE,
                        List.of("keyset", "create")))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();

        assertThat(new String(keyset.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("{");
    }

    @Test
    void takesItsHeapFromTheContainerUnlessToldOtherwise() throws Exception {
        assertThat(heap("JAVA_TOOL_OPTIONS=")).isBetween(megabytes(250), megabytes(266)); // 65 % of 400 MiB
        assertThat(heap("JAVA_TOOL_OPTIONS=-XX:MaxRAMPercentage=50")).isBetween(megabytes(190), megabytes(206));
    }

    @Test
    void isNobodysWithLabelsAndItsBillOfMaterials() throws Exception {
        var image = new ObjectMapper()
                .readTree(Docker.run("image", "inspect", IMAGE))
                .get(0)
                .path("Config");

        assertThat(image.path("User").asText()).isEqualTo("10001:10001");
        assertThat(image.at("/Labels/org.opencontainers.image.version").asText())
                .isEqualTo("1.2.3");
        assertThat(image.at("/Labels/org.opencontainers.image.revision").asText())
                .isEqualTo("abc");
        assertThat(Docker.run("run", "--rm", "--entrypoint", "cat", IMAGE, "/opt/scanrelay/sbom/scanrelay.cdx.json"))
                .isEqualTo(Files.readString(Path.of("target", "sbom", "scanrelay.cdx.json"))
                        .strip());
        assertThat(Docker.run("run", "--rm", "--entrypoint", "find", IMAGE, "/opt", "-writable"))
                .isEmpty();
    }

    private SandboxClient sandbox() throws Exception {
        int port = Packaged.freePort();
        Stream<String> settings = Stream.of(
                "SANDBOX_PORT=" + port,
                "SANDBOX_STORAGE_PORT=" + Packaged.freePort(),
                "SANDBOX_HOST=127.0.0.1",
                "SANDBOX_PUBLIC_HOST=127.0.0.1");
        List<String> command = new ArrayList<>(List.of("run", "--detach", "--rm", "--name", name("sandbox")));
        command.addAll(Docker.RESTRICTED);
        settings.forEach(setting -> command.addAll(List.of("--env", setting)));
        command.add(SANDBOX);
        Docker.run(command.toArray(String[]::new));
        SandboxClient client = new SandboxClient(URI.create("http://127.0.0.1:" + port));
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> client.newAccount(CLINIC));
        return client;
    }

    private Packaged serve(URI align, List<String> options) throws IOException {
        String name = name("service");
        Packaged process = Packaged.start(align, "image.log", Map.of(), (settings, arguments) -> {
            List<String> all = new ArrayList<>(options);
            if (arguments.isEmpty()) {
                all.addAll(List.of("--name", name));
            }
            return Docker.command(all, settings, IMAGE, arguments);
        });
        processes.add(process);
        return process.awaitReady();
    }

    private String name(String of) {
        String name = "scanrelay-test-" + of + "-" + System.nanoTime();
        names.add(name);
        return name;
    }

    private static String inside(String environment, String... arguments) throws Exception {
        return Docker.run(Stream.concat(
                        Stream.of("run", "--rm", "--read-only", "--tmpfs", "/tmp", "--env", environment, IMAGE),
                        Stream.of(arguments))
                .toArray(String[]::new));
    }

    private static long heap(String environment) throws Exception {
        String flags = Docker.run(
                "run",
                "--rm",
                "--memory",
                "400m",
                "--env",
                environment,
                "--entrypoint",
                "java",
                IMAGE,
                "-XX:Flags=/opt/scanrelay/jvm.flags",
                "-XX:+PrintFlagsFinal",
                "-version");
        return flags.lines()
                .filter(line -> line.contains(" MaxHeapSize "))
                .map(line -> Long.valueOf(line.replaceAll(".*= *(\\d+).*", "$1")))
                .findFirst()
                .orElseThrow();
    }

    private static long megabytes(long count) {
        return count << 20;
    }

    private static void pair(Packaged service, SandboxClient align, String key) throws Exception {
        String refreshToken = align.pair(CLINIC, Optional.empty()).refreshToken();
        assertThat(service.post(
                                key,
                                "/api/v1/pairings/import?dryRun=false",
                                "application/x-ndjson",
                                "{\"account\":%d,\"refreshToken\":\"%s\"}\n".formatted(CLINIC, refreshToken))
                        .body())
                .contains("\"imported\"");
    }
}
