package dev.scanrelay.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Prometheus' own judgement of rules, where promtool is on the machine; {@code PROMTOOL} says where. */
public final class Promtool {

    /** Set where it must be there. */
    private static final boolean REQUIRED = "required".equals(System.getenv("PROMTOOL_TESTS"));

    private Promtool() {}

    public static void run(List<String> arguments) throws IOException, InterruptedException {
        Optional<String> tool = tool();
        if (tool.isEmpty() && !REQUIRED) {
            assumeTrue(false, "promtool is not on this machine: the rules are not run (PROMTOOL says where it is)");
        }
        Process run = new ProcessBuilder(Stream.concat(Stream.of(tool.orElse("promtool")), arguments.stream())
                        .toList())
                .redirectErrorStream(true)
                .start();
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(run.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(run.exitValue()).as(said).isZero();
    }

    private static Optional<String> tool() {
        return Stream.concat(
                        Optional.ofNullable(System.getenv("PROMTOOL")).stream(),
                        Stream.of(System.getenv("PATH").split(File.pathSeparator))
                                .map(folder -> folder + File.separator + "promtool"))
                .filter(path -> new File(path).canExecute())
                .findFirst();
    }
}
