package dev.scanrelay.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Another JVM of this bench; it ends with this one. */
final class Child implements AutoCloseable {

    /** The same for the product and its floor. */
    static final List<String> SERVICE =
            List.of("-Xms512m", "-Xmx512m", "-Djava.util.logging.manager=org.jboss.logmanager.LogManager");

    private final Process process;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final List<String> said = new ArrayList<>();

    private Child(Process process, String readyLine) {
        this.process = process;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Thread.ofVirtual().start(() -> follow(readyLine));
    }

    /** A main class of this bench's own classpath. */
    static Child ofMain(Class<?> main, List<String> jvmArguments, List<String> arguments, String readyLine) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(jvmArguments);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return start(command, readyLine);
    }

    /** The packaged service. */
    static Child ofJar(Path jar, List<String> jvmArguments, String readyLine) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(jvmArguments);
        command.addAll(List.of("-jar", jar.toString()));
        return start(command, readyLine);
    }

    private static Child start(List<String> command, String readyLine) {
        try {
            Child child = new Child(
                    new ProcessBuilder(command).redirectErrorStream(true).start(), readyLine);
            child.awaitReady();
            return child;
        } catch (IOException cannotStart) {
            throw new IllegalStateException("cannot start " + command, cannotStart);
        }
    }

    private void awaitReady() {
        try {
            if (!ready.await(240, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "not ready after 240 s: " + output().stream().limit(20).toList());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private void follow(String readyLine) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                remember(line);
                if (line.contains(readyLine)) {
                    ready.countDown();
                }
            }
        } catch (IOException ended) {
            remember("output ended: " + ended.getMessage());
        }
    }

    private synchronized void remember(String line) {
        if (said.size() < 2_000) {
            said.add(line);
        }
    }

    /** The first lines it printed. */
    synchronized List<String> output() {
        return List.copyOf(said);
    }

    long pid() {
        return process.pid();
    }

    int awaitExit() {
        try {
            return process.waitFor();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
