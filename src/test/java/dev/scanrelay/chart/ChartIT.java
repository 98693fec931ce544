package dev.scanrelay.chart;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scanrelay.local.sandbox.Sandbox;
import dev.scanrelay.local.sandbox.SandboxConfig;
import dev.scanrelay.testing.KubernetesMount;
import dev.scanrelay.testing.Packaged;
import dev.scanrelay.testing.Services;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service with the environment and the files of the chart's pods, and nothing else. */
@Tag("slow")
class ChartIT {

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final String MOUNTS = "/etc/scanrelay/";
    private static final String CLIENT_SECRET = "scanrelay.itero.clients.default.secret";

    @TempDir
    Path mounts;

    @Test
    void whatTheChartGivesIsEnoughToMigrateServeAndStop() throws Exception {
        try (Sandbox align = Sandbox.start(SandboxConfig.defaults())) {
            Rendered rendered = Chart.with("single", values(align));
            Manifest.Pod job = pod(rendered, "Job");
            Manifest.Pod service = pod(rendered, "Deployment");
            mount(service);

            assertThat(run(job, "migrate")).contains("The database has the tables of this version");

            Process process = process(service, List.of())
                    .redirectErrorStream(true)
                    .redirectOutput(Path.of("target", "chart.log").toFile())
                    .start();
            try {
                await().atMost(Duration.ofSeconds(60)).until(() -> status("", "/q/health/ready") == 200);
                String key = run(service, "admin-key", "create")
                        .strip()
                        .lines()
                        .reduce((first, last) -> last)
                        .orElseThrow();
                assertThat(status(key, "/api/v1/orders")).isEqualTo(200);

                process.destroy();
                assertThat(process.waitFor(grace(service), TimeUnit.SECONDS))
                        .as("ended within terminationGracePeriodSeconds")
                        .isTrue();
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private final int port = freePort();

    private static Map<String, Object> values(Sandbox align) {
        Map<String, String> services = Services.shared();
        URI database = URI.create(Objects.requireNonNull(services.get("quarkus.datasource.reactive.url")));
        return Map.ofEntries(
                entry("migrations.mode", "job"),
                entry("database.host", database.getHost()),
                entry("database.port", database.getPort()),
                entry("database.name", database.getPath().substring(1)),
                entry("kafka.bootstrapServers", services.get("kafka.bootstrap.servers")),
                entry("store.endpoint", services.get("scanrelay.store.endpoint")),
                entry("itero.clients.default.id", SandboxConfig.CLIENT_ID),
                entry("itero.clients.default.discoveryUrl", align.discoveryUri().toString()),
                entry("itero.clients.default.authorizeUrl", align.authorizeUri().toString()),
                entry("itero.clients.default.existingSecret", "align"),
                entry("settings.scanrelay\\.itero\\.allow-http", true),
                entry("settings.scanrelay\\.itero\\.trusted-hosts", "127.0.0.1"));
    }

    private static Manifest.Pod pod(Rendered rendered, String kind) {
        return rendered.all(kind).findFirst().flatMap(Manifest::pod).orElseThrow();
    }

    /** As the kubelet would: each Secret's key as the file that the pod asks for, and its annotation. */
    private void mount(Manifest.Pod pod) throws IOException {
        Map<String, String> known = new HashMap<>(Services.shared());
        known.put(CLIENT_SECRET, SandboxConfig.CLIENT_SECRET);
        Map<String, String> files = Manifest.list(pod.spec(), "volumes").stream()
                .flatMap(volume -> Manifest.list(new Manifest(volume).map("projected"), "sources").stream())
                .flatMap(source -> Manifest.list(new Manifest(source).map("secret"), "items").stream())
                .map(item -> Objects.toString(item.get("path")))
                .collect(Collectors.toMap(path -> path, path -> Objects.requireNonNull(known.get(path), path)));
        new KubernetesMount(mounts.resolve("secrets")).show(files);
        new KubernetesMount(mounts.resolve("config")).show(Map.of("application.properties", pod.settings()));
    }

    private String run(Manifest.Pod pod, String... arguments) throws IOException, InterruptedException {
        Process command = process(pod, List.of(arguments))
                .redirectError(Path.of("target", "chart-command.log").toFile())
                .start();
        String printed = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(command.waitFor()).as(printed).isZero();
        return printed;
    }

    private ProcessBuilder process(Manifest.Pod pod, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dquarkus.http.port=" + port,
                "-jar",
                JAR.toAbsolutePath().toString()));
        command.addAll(arguments);
        ProcessBuilder process = new ProcessBuilder(command).directory(mounts.toFile());
        process.environment().clear();
        pod.environment()
                .forEach((name, value) -> process.environment().put(name, value.replace(MOUNTS, mounts + "/")));
        return process;
    }

    private int status(String key, String path) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException nobodyThere) {
            return 0;
        }
    }

    private static long grace(Manifest.Pod pod) {
        return ((Number) Objects.requireNonNull(pod.spec().get("terminationGracePeriodSeconds"))).longValue();
    }

    private static int freePort() {
        try {
            return Packaged.freePort();
        } catch (IOException none) {
            throw new AssertionError(none);
        }
    }
}
