package dev.scanrelay.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules as Prometheus reads them, and each alert with series that make it fire and series that must not. */
class RulesTest {

    private static final Path CASES = Path.of("src/test/resources/rules");

    /** Set where it must be there; {@code PROMTOOL} says where. */
    private static final boolean REQUIRED = "required".equals(System.getenv("PROMTOOL_TESTS"));

    @Test
    void prometheusReadsThem() throws Exception {
        promtool(Stream.concat(
                        Stream.of("check", "rules"),
                        Watched.files(Watched.RULES, ".yaml").stream().map(Path::toString))
                .toList());
    }

    /** As rules that record them: promtool knows no dashboards. */
    @Test
    void prometheusReadsWhatDashboardsAsk(@TempDir Path folder) throws Exception {
        StringBuilder rules = new StringBuilder("groups:\n  - name: dashboards\n    rules:\n");
        int number = 0;
        for (Watched.Query query : Watched.queries()) {
            rules.append("      - record: query%d\n        expr: |-\n          %s\n"
                    .formatted(
                            number++,
                            query.text().replace("$__rate_interval", "5m").replace("\n", "\n          ")));
        }
        Path file = Files.writeString(folder.resolve("dashboards.yaml"), rules);

        promtool(List.of("check", "rules", "--lint=none", file.toString()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void fireWhenTheyShould(Path cases) throws Exception {
        promtool(List.of("test", "rules", cases.toString()));
    }

    @Test
    void eachAlertIsTried() {
        Set<String> tried = cases().stream()
                .flatMap(file -> Watched.alertsTried(file).stream())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(tried)
                .containsExactlyElementsOf(Watched.alerts().stream()
                        .map(rule -> rule.alerts().orElseThrow())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    static List<Path> cases() {
        return Watched.files(CASES, ".yaml");
    }

    private static void promtool(List<String> arguments) throws IOException, InterruptedException {
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
