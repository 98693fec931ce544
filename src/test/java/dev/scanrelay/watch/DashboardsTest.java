package dev.scanrelay.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dashboards that Grafana takes as they are, and whose panels say what they show. */
class DashboardsTest {

    static Stream<Path> dashboards() {
        return Watched.dashboards().stream();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void areFilesThatGrafanaTakes(Path file) {
        JsonNode dashboard = Watched.dashboard(file);

        assertThat(file.getFileName()).hasToString(dashboard.path("uid").asText() + ".json");
        assertThat(dashboard.path("uid").asText()).matches("[a-z-]{1,40}");
        assertThat(dashboard.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(36);
        assertThat(dashboard.has("id")).as("an id is an installation's own").isFalse();
        assertThat(dashboard.path("title").asText()).startsWith("ScanRelay / ");
        assertThat(dashboard.at("/templating/list").valueStream()).anySatisfy(variable -> {
            assertThat(variable.path("name").asText()).isEqualTo("datasource");
            assertThat(variable.path("type").asText()).isEqualTo("datasource");
        });
        assertThat(Watched.panels(dashboard).map(panel -> panel.path("id").asInt()))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void sayOfEachPanelWhatItShowsAndInWhichUnit(Path file) {
        assertThat(Watched.panels(Watched.dashboard(file)))
                .filteredOn(panel -> !panel.path("type").asText().equals("row"))
                .allSatisfy(panel -> {
                    assertThat(panel.path("title").asText()).isNotBlank();
                    assertThat(panel.path("description").asText()).endsWith(".");
                    assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotBlank();
                    assertThat(panel.path("targets").valueStream())
                            .isNotEmpty()
                            .allSatisfy(target -> assertThat(
                                            target.at("/datasource/uid").asText())
                                    .isEqualTo("${datasource}"));
                });
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void showTheInstallationThatIsChosen(Path file) {
        JsonNode dashboard = Watched.dashboard(file);

        assertThat(dashboard.at("/templating/list").valueStream())
                .filteredOn(variable -> variable.path("name").asText().equals("namespace"))
                .singleElement()
                .satisfies(variable ->
                        assertThat(variable.path("allValue").asText()).isEqualTo(".*"));
        assertThat(Watched.panels(dashboard)
                        .flatMap(panel -> panel.path("targets").valueStream())
                        .flatMap(target -> PromQl.selectors(target.path("expr").asText()).stream()))
                .isNotEmpty()
                .allSatisfy(series -> assertThat(series.labels()).contains("namespace"));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void layNoPanelOverAnother(Path file) {
        Set<List<Integer>> taken = new HashSet<>();
        List<String> twice = new ArrayList<>();
        Watched.panels(Watched.dashboard(file)).forEach(panel -> {
            JsonNode place = panel.path("gridPos");
            for (int x = place.path("x").asInt();
                    x < place.path("x").asInt() + place.path("w").asInt();
                    x++) {
                for (int y = place.path("y").asInt();
                        y < place.path("y").asInt() + place.path("h").asInt();
                        y++) {
                    if (x >= 24 || !taken.add(List.of(x, y))) {
                        twice.add(panel.path("title").asText());
                    }
                }
            }
        });

        assertThat(twice).isEmpty();
    }
}
