package dev.scanrelay.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the chart makes of each value file in helm/scanrelay/ci. After a change that is meant,
 * {@code ./mvnw test -Dtest=ManifestsTest -Dsnapshots.write} writes the snapshots anew.
 */
class ManifestsTest {

    private static final Path SNAPSHOTS = Path.of("src", "test", "resources", "chart", "snapshots");
    private static final String LONG = "a-release-whose-name-is-as-long-as-helm-lets-it-be-53";

    static List<String> cases() {
        return Chart.cases();
    }

    @Test
    void manyKindsOfInstallationAreLookedAt() {
        assertThat(Chart.cases())
                .contains(
                        "minimal",
                        "full",
                        "single",
                        "split-roles",
                        "openshift",
                        "no-keda",
                        "existing-secrets",
                        "strimzi",
                        "air-gapped");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void areTakenByKubernetes(String values) {
        assertThat(Stream.of(Chart.OLDEST, Chart.NEWEST)
                        .flatMap(version -> Chart.rendered(values, "rel", version).manifests().stream())
                        .flatMap(manifest -> Kinds.problems(manifest).stream()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void areTheOnesThatAreKnown(String values) throws IOException {
        String now = known(Chart.rendered(values));
        Path snapshot = SNAPSHOTS.resolve(values + ".yaml");
        if (System.getProperty("snapshots.write") != null) {
            Files.writeString(snapshot, now);
        }
        assertThat(snapshot)
                .as("after a change that is meant: -Dsnapshots.write")
                .hasContent(now);
    }

    /** Without alerts and dashboards, which are written elsewhere. */
    private static String known(Rendered rendered) {
        return Stream.of(rendered.text().split("(?m)^---\n"))
                .filter(part -> !part.contains("templates/monitoring.yaml")
                        || !(part.contains("kind: PrometheusRule") || part.contains("kind: ConfigMap")))
                .filter(part -> !part.isBlank())
                .map(part -> "---\n" + part.stripTrailing() + "\n")
                .reduce("", String::concat);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void haveNamesThatFitEverywhere(String values) {
        List<Manifest> manifests = Chart.rendered(values, LONG, Chart.NEWEST).manifests();

        assertThat(manifests.stream().map(manifest -> manifest.type() + " " + manifest.name()))
                .doesNotHaveDuplicates();
        assertThat(manifests.stream().map(Manifest::name))
                .allSatisfy(name ->
                        assertThat(name).hasSizeLessThanOrEqualTo(63).matches("[a-z0-9]([-a-z0-9.]*[a-z0-9])?"));
        assertThat(manifests.stream().flatMap(manifest -> manifest.labels().values().stream()))
                .allSatisfy(value -> assertThat(value.toString())
                        .hasSizeLessThanOrEqualTo(63)
                        .matches("([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void haveTextsWhereKubernetesWantsTexts(String values) {
        for (Manifest manifest : Chart.rendered(values).manifests()) {
            assertThat(texts(manifest).flatMap(map -> map.entrySet().stream()))
                    .as(manifest.id())
                    .allSatisfy(entry ->
                            assertThat(entry.getValue()).as(entry.getKey()).isInstanceOf(String.class));
        }
    }

    private static Stream<Map<String, Object>> texts(Manifest manifest) {
        return Stream.of(
                manifest.labels(),
                manifest.annotations(),
                manifest.map("spec", "template", "metadata", "labels"),
                manifest.map("spec", "template", "metadata", "annotations"),
                manifest.kind().equals("ConfigMap") ? manifest.map("data") : Map.of());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void sayToWhomTheyBelong(String values) {
        assertThat(Chart.rendered(values).manifests())
                .filteredOn(manifest -> !manifest.name().equals("scanrelay-external")
                        && !manifest.name().endsWith("-extra")) // written by the user
                .allSatisfy(manifest -> assertThat(manifest.labels())
                        .as(manifest.id())
                        .containsEntry("app.kubernetes.io/instance", "rel")
                        .containsKeys("app.kubernetes.io/name", "app.kubernetes.io/version", "helm.sh/chart")
                        .containsEntry("app.kubernetes.io/managed-by", "Helm"));
    }

    @Test
    void haveALabelOnceThoughItIsNamedForAllAndForPods() {
        assertThat(Chart.with("minimal", Map.of("commonLabels.team", "imaging", "podLabels.team", "scans"))
                        .one("Deployment", "rel-scanrelay-fetch")
                        .pod()
                        .orElseThrow()
                        .labels())
                .containsEntry("team", "scans");
    }

    @Test
    void areTheSameForOneRelease() {
        assertThat(Chart.with("full", Map.of()).text())
                .isEqualTo(Chart.rendered("full").text());
    }
}
