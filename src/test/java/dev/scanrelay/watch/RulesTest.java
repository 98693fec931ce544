package dev.scanrelay.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules as Prometheus reads them, and each alert with series that make it fire and series that must not. */
class RulesTest {

    @Test
    void prometheusReadsThem() throws Exception {
        Promtool.run(Stream.concat(
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

        Promtool.run(List.of("check", "rules", "--lint=none", file.toString()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void fireWhenTheyShould(Path cases) throws Exception {
        Promtool.run(List.of("test", "rules", cases.toString()));
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
        return Watched.alertCases();
    }
}
