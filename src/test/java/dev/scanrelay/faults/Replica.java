package dev.scanrelay.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A process of the packaged service that is started again whenever it ends. */
final class Replica implements AutoCloseable {

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final long PAUSE_MILLIS = 500;

    private final Map<String, String> settings;
    private final Path log;
    private final int port;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final AtomicInteger starts = new AtomicInteger();
    private volatile Process process;

    Replica(Map<String, String> settings, Path log) {
        this.settings = new HashMap<>(settings);
        this.log = log;
        this.port = freePort();
        this.settings.put("quarkus.http.host", "127.0.0.1");
        this.settings.put("quarkus.http.port", Integer.toString(port));
        this.process = launch();
        Thread.ofVirtual().name("keeps-" + port).start(this::keepRunning);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    int port() {
        return port;
    }

    int starts() {
        return starts.get();
    }

    /** No signal that it could answer. */
    void kill() {
        process.destroyForcibly();
    }

    /** Makes the first key of the installation. */
    String adminKey() throws IOException, InterruptedException {
        Process made = new ProcessBuilder(command(List.of("admin-key", "create")))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        made.waitFor();
        return printed.strip().lines().reduce((first, last) -> last).orElseThrow();
    }

    @Override
    public void close() {
        closed.complete(null);
        process.destroyForcibly();
    }

    private void keepRunning() {
        while (!closed.isDone()) {
            process.onExit().join();
            try {
                closed.get(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (Exception notYet) {
                process = launch();
            }
        }
        process.destroyForcibly();
    }

    private Process launch() {
        starts.incrementAndGet();
        try {
            return new ProcessBuilder(command(List.of()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException cannotStart) {
            throw new UncheckedIOException(cannotStart);
        }
    }

    private List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(arguments);
        return command;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }
}
