package dev.scanrelay.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules and dashboards are files of their own; dashboards reach the cluster as they are, rules for the series of their release. */
class MonitoringTest {

    private static final String RULES = """
        groups:
          - name: scans
            rules:
              - alert: ScansParked
                expr: max by (cause) (scanrelay_orders_parked{cause!="gone"}) > 0
                for: 10m
                labels: {severity: ticket}
                annotations:
                  summary: '{{ $value }} scans are given up: {{ $labels.cause }}'
                  runbook_url: docs/runbooks/ScansParked.md
              - record: scanrelay:stored:rate5m
                expr: rate(scanrelay_fetch_stored_seconds_count[5m])
        """;
    private static final String DASHBOARD = "{\"title\": \"Scans\", \"legend\": \"{{cause}}\"}";

    @TempDir
    static Path folder;

    private static Rendered rendered;

    @BeforeAll
    static void render() throws IOException {
        Chart.copy(folder);
        write("rules/mine.yaml", RULES);
        write("dashboards/mine.json", DASHBOARD);
        rendered = Chart.of(folder, "full", Map.of("metrics.prometheusRule.seriesLabels.site", "east"));
    }

    private static void write(String name, String text) throws IOException {
        Path file = folder.resolve("files").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void rulesKeepTheirTemplatesAreAboutTheirReleaseAndLeadToRunbooks() {
        Manifest rule = rendered.one("PrometheusRule", "rel-relay-mine");

        assertThat(Kinds.problems(rule)).isEmpty();
        assertThat(rule.labels()).containsEntry("release", "prometheus");
        assertThat(rule.map("spec", "groups", 0, "rules", 0))
                .isEqualTo(Map.of(
                        "alert", "ScansParked",
                        "expr", "max by (cause) (scanrelay_orders_parked{site=\"east\",cause!=\"gone\"}) > 0",
                        "for", "10m",
                        "labels", Map.of("severity", "ticket", "team", "imaging", "site", "east"),
                        "annotations",
                                Map.of(
                                        "summary", "{{ $value }} scans are given up: {{ $labels.cause }}",
                                        "runbook_url", "https://scanrelay.example.com/docs/runbooks/ScansParked.md")));
        assertThat(rule.map("spec", "groups", 0, "rules", 1))
                .isEqualTo(Map.of(
                        "record", "scanrelay:stored:rate5m",
                        "expr", "rate(scanrelay_fetch_stored_seconds_count{site=\"east\"}[5m])",
                        "labels", Map.of("site", "east")));
    }

    @Test
    void dashboardsAreTakenOverAsTheyAre() {
        Manifest dashboard = rendered.one("ConfigMap", "rel-relay-mine");

        assertThat(dashboard.labels()).containsEntry("grafana_dashboard", "1");
        assertThat(dashboard.annotations()).containsEntry("grafana_folder", "ScanRelay");
        assertThat(dashboard.map("data")).isEqualTo(Map.of("mine.json", DASHBOARD));
    }

    @Test
    void everyAlertThatIsThereLeadsToItsRunbook() {
        List<Manifest> rules = rendered.all("PrometheusRule").toList();

        assertThat(rules.stream()
                        .flatMap(rule -> Manifest.list(rule.map("spec"), "groups").stream())
                        .flatMap(group -> Manifest.list(group, "rules").stream())
                        .filter(rule -> rule.containsKey("alert"))
                        .map(rule -> new Manifest(rule).at("annotations", "runbook_url")))
                .allSatisfy(url -> assertThat(url)
                        .hasValueSatisfying(
                                it -> assertThat(it.toString()).startsWith("https://scanrelay.example.com/docs/")));
    }

    @Test
    void everyProcessIsReadOnce() {
        Manifest monitor = Chart.rendered("full").one("PodMonitor", "rel-relay");

        assertThat(monitor.map("spec", "selector", "matchLabels"))
                .containsEntry("scanrelay.dev/serves", "true")
                .containsEntry("app.kubernetes.io/instance", "rel");
        assertThat(monitor.at("spec", "podMetricsEndpoints", 0, "path")).contains("/q/metrics");
    }
}
