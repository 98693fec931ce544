package dev.scanrelay.testing;

import static java.util.Map.entry;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scanrelay.local.sandbox.Sandbox;
import dev.scanrelay.local.sandbox.SandboxConfig;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of the packaged service, beside the shared services and a sandbox. What it says goes to a file under {@code target}. */
public final class Packaged implements AutoCloseable {

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final String PORT = "quarkus.http.port";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;
    private final Map<String, String> settings;
    private final Program program;
    private final Process process;

    /** How a process is started that runs a command of the service, or serves if there is none. */
    @FunctionalInterface
    public interface Program {
        List<String> command(Map<String, String> settings, List<String> arguments);
    }

    private Packaged(URI base, Map<String, String> settings, Program program, Path log) throws IOException {
        this.base = base;
        this.settings = settings;
        this.program = program;
        Files.createDirectories(log.getParent());
        this.process = new ProcessBuilder(program.command(settings, List.of()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /**
     * Returns at once; see {@link #awaitReady}.
     *
     * @param more settings beside the usual ones; without {@code quarkus.http.port} it has a port of its own
     */
    public static Packaged start(Sandbox align, String log, Map<String, String> more) throws IOException {
        return start(align.baseUri(), log, more, Packaged::java);
    }

    /** As the other one, with a program that is not the jar on this machine's Java. */
    public static Packaged start(URI align, String log, Map<String, String> more, Program program) throws IOException {
        String port = more.containsKey(PORT) ? more.get(PORT) : String.valueOf(freePort());
        URI base = URI.create("http://127.0.0.1:" + port);
        Map<String, String> settings = new HashMap<>(Services.shared());
        settings.putAll(settings(align, base));
        settings.putAll(more);
        return new Packaged(base, settings, program, Path.of("target", log));
    }

    public Packaged awaitReady() {
        await().atMost(PATIENCE).until(() -> readiness() == 200);
        return this;
    }

    public URI base() {
        return base;
    }

    public Process process() {
        return process;
    }

    /** The status of its readiness; 0 while nobody answers. */
    public int readiness() throws InterruptedException {
        try {
            return send("", "/q/health/ready").statusCode();
        } catch (IOException nobodyThere) {
            return 0;
        }
    }

    /** GET with an API key, or none if it is empty. */
    public HttpResponse<String> send(String key, String path) throws IOException, InterruptedException {
        return http.send(request(key, path).build(), BodyHandlers.ofString());
    }

    public HttpResponse<String> post(String key, String path, String type, String body)
            throws IOException, InterruptedException {
        return http.send(
                request(key, path)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** The path with a key of its own at which Align's notifications come in. */
    public String callbackPath(String key) throws IOException, InterruptedException {
        JsonNode made = new ObjectMapper()
                .readTree(post(key, "/api/v1/partner/callback-key", "application/json", "")
                        .body());
        return "/webhooks/itero/" + made.path("key").asText();
    }

    public String adminKey() throws IOException, InterruptedException {
        String printed = run("admin-key", "create");
        return printed.strip().lines().reduce((first, last) -> last).orElseThrow();
    }

    /** Runs a command of the same jar with the same settings; what it prints. */
    public String run(String... arguments) throws IOException, InterruptedException {
        return run(program, settings, arguments);
    }

    /** The same while no process serves, with the shared services and these settings. */
    public static String command(Map<String, String> more, String... arguments)
            throws IOException, InterruptedException {
        Map<String, String> settings = new HashMap<>(Services.shared());
        settings.putAll(more);
        return run(Packaged::java, settings, arguments);
    }

    private static String run(Program program, Map<String, String> settings, String... arguments)
            throws IOException, InterruptedException {
        Process command = new ProcessBuilder(program.command(settings, List.of(arguments)))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (command.waitFor() != 0) {
            throw new IllegalStateException(
                    String.join(" ", arguments) + " ended with " + command.exitValue() + ": " + printed);
        }
        return printed;
    }

    public void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
        if (kill.waitFor() != 0) {
            throw new IllegalStateException("no signal " + name);
        }
    }

    /** No signal that it could answer. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest.Builder request(String key, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
    }

    private static Map<String, String> settings(URI align, URI base) {
        return Map.ofEntries(
                entry("quarkus.http.host", "127.0.0.1"),
                entry(PORT, String.valueOf(base.getPort())),
                entry("quarkus.log.console.json.enabled", "false"),
                entry("scanrelay.itero.allow-http", "true"),
                entry("scanrelay.itero.trusted-hosts", "127.0.0.1"),
                entry("scanrelay.itero.clients.default.id", SandboxConfig.CLIENT_ID),
                entry("scanrelay.itero.clients.default.secret", SandboxConfig.CLIENT_SECRET),
                entry("scanrelay.itero.clients.default.discovery-url", align + "/discovery"),
                entry("scanrelay.itero.clients.default.authorize-url", align + "/oauth/authorize"),
                entry("scanrelay.itero.clients.default.redirect-uri", base + "/pairing/callback"),
                entry("scanrelay.pairing.callback-base", base.toString()));
    }

    private static List<String> java(Map<String, String> settings, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(arguments);
        return command;
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
