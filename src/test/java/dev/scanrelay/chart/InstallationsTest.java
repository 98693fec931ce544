package dev.scanrelay.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.scanrelay.watch.PromQl;
import dev.scanrelay.watch.Promtool;
import dev.scanrelay.watch.Watched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several installations in one Prometheus: each one's alerts are about itself, and say so. */
class InstallationsTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Rendered OURS = Chart.in(
            "ours",
            "minimal",
            Map.of("metrics.prometheusRule.enabled", true, "runbooks.base", "https://scanrelay.example.com/"));

    static List<Path> cases() {
        return Watched.alertCases();
    }

    @Test
    void everySeriesIsAskedForByWhoseItIs() {
        assertThat(groups(OURS).flatMap(group -> Manifest.list(group, "rules").stream()))
                .hasSizeGreaterThan(30)
                .allSatisfy(rule -> {
                    assertThat(PromQl.selectors(rule.get("expr").toString()))
                            .isNotEmpty()
                            .allSatisfy(series -> assertThat(series.exact()).containsEntry("namespace", "ours"));
                    assertThat(new Manifest(rule).map("labels")).containsEntry("namespace", "ours");
                });
    }

    /** Each alert's cases once more, beside an installation of which every series stands at 1. */
    @Tag("slow")
    @ParameterizedTest
    @MethodSource("cases")
    void alertsAreAboutTheirOwn(Path cases, @TempDir Path folder) throws Exception {
        ObjectNode tried = (ObjectNode) YAML.readTree(cases.toFile());
        tried.putArray("rule_files").add(rules(folder).toString());
        tried.get("tests").forEach(InstallationsTest::beside);
        Path file = Files.writeString(folder.resolve("cases.yaml"), tried.toString());

        Promtool.run(List.of("test", "rules", file.toString()));
    }

    private static void beside(JsonNode test) {
        ArrayNode all = (ArrayNode) test.get("input_series");
        all.deepCopy().forEach(series -> {
            String name = series.get("series").asText();
            all.addObject().put("series", of(name, "another's")).put("values", "1x3000");
        });
        test.get("input_series").forEach(series -> {
            String name = series.get("series").asText();
            if (!name.contains("namespace=")) {
                ((ObjectNode) series).put("series", of(name, "ours"));
            }
        });
        test.get("alert_rule_test")
                .forEach(tried -> tried.get("exp_alerts").forEach(alert -> {
                    ((ObjectNode) alert.get("exp_labels")).put("namespace", "ours");
                    ObjectNode says = (ObjectNode) alert.get("exp_annotations");
                    says.put(
                            "runbook_url",
                            "https://scanrelay.example.com/"
                                    + says.get("runbook_url").asText());
                }));
    }

    private static String of(String series, String whose) {
        String name = series.contains("{") ? series.substring(0, series.length() - 1) + "," : series + "{";
        return name + "namespace=\"" + whose + "\"}";
    }

    private static Path rules(Path folder) throws IOException {
        return Files.writeString(
                folder.resolve("rules.yaml"),
                YAML.writeValueAsString(Map.of("groups", groups(OURS).toList())));
    }

    private static Stream<Map<String, Object>> groups(Rendered rendered) {
        return rendered.all("PrometheusRule").flatMap(rule -> Manifest.list(rule.map("spec"), "groups").stream());
    }
}
