package dev.scanrelay.listen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A listener's process. */
final class Listening implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path output;

    private Listening(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** @param settings its environment, beside what a process needs to start */
    static Listening start(List<String> command, Map<String, String> settings, Path output) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        Map<String, String> environment = builder.environment();
        environment
                .keySet()
                .removeIf(name -> name.toLowerCase(java.util.Locale.ROOT).contains("proxy"));
        environment.putAll(settings);
        try {
            return new Listening(builder.start(), output);
        } catch (IOException cannotStart) {
            throw new UncheckedIOException(cannotStart);
        }
    }

    /** The exit code. */
    int ended() {
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as(() -> "it goes on: " + said())
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    boolean runs() {
        return process.isAlive();
    }

    String said() {
        try {
            return Files.readString(output, UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** As a loss of power would end it. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
