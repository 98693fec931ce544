package dev.scanrelay.listen;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A program that a test needs beside those under test. */
final class Tool {

    private Tool() {}

    /** What it said. */
    static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
            return said;
        } catch (IOException notThere) {
            throw new UncheckedIOException(notThere);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    static boolean isThere(String... command) {
        try {
            run(command);
            return true;
        } catch (UncheckedIOException | IllegalStateException notThere) {
            return false;
        }
    }
}
