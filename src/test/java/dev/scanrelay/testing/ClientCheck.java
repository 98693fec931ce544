package dev.scanrelay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Map;

/** Runs src/clients/check. Where a toolchain is missing, the test is skipped with a line that says so. */
public final class ClientCheck {

    /** Says the script when a toolchain is missing. */
    private static final int NOT_RUN = 77;

    private ClientCheck() {}

    /** How it ended, and what it printed. */
    public record Ended(int status, String output) {}

    /** One of its commands, with this in its environment and on its standard input. */
    public static Ended run(String what, Map<String, String> environment, String input)
            throws IOException, InterruptedException {
        ProcessBuilder script = new ProcessBuilder("bash", "src/clients/check", what).redirectErrorStream(true);
        script.environment().putAll(environment);
        script.environment().put("JAVA_HOME", System.getProperty("java.home"));
        script.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process running = script.start();
        try (var stdin = running.getOutputStream()) {
            stdin.write(input.getBytes(UTF_8));
        }
        String output = new String(running.getInputStream().readAllBytes(), UTF_8);
        int status = running.waitFor();
        if (status == NOT_RUN) {
            System.out.println(output.strip());
        }
        assumeTrue(status != NOT_RUN, output.strip());
        return new Ended(status, output);
    }
}
