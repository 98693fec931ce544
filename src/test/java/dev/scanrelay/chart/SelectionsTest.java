package dev.scanrelay.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever selects pods finds some, and whoever names an object finds it. */
class SelectionsTest {

    static List<String> cases() {
        return Chart.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void deploymentsSelectTheirOwnPodsAlone(String values) {
        Rendered rendered = Chart.rendered(values);
        for (Manifest deployment : rendered.all("Deployment").toList()) {
            Map<String, Object> selector = deployment.map("spec", "selector");

            assertThat(selected(rendered, selector)).containsExactly(deployment.id());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void servicesPoliciesAndMonitorsSelectPodsThatExist(String values) {
        Rendered rendered = Chart.rendered(values);
        for (Manifest manifest : rendered.manifests()) {
            for (Map<String, Object> selector : selectors(manifest)) {
                assertThat(selected(rendered, selector)).as(manifest.id()).isNotEmpty();
            }
        }
    }

    private static List<Map<String, Object>> selectors(Manifest manifest) {
        return switch (manifest.kind()) {
            case "Service" -> List.of(Map.of("matchLabels", manifest.map("spec", "selector")));
            case "PodDisruptionBudget", "PodMonitor" -> List.of(manifest.map("spec", "selector"));
            case "NetworkPolicy" -> List.of(manifest.map("spec", "podSelector"));
            case "CiliumNetworkPolicy" -> List.of(manifest.map("spec", "endpointSelector"));
            default -> List.of();
        };
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatScalesNamesADeploymentWhoseReplicasNobodyElseSets(String values) {
        Rendered rendered = Chart.rendered(values);
        List<String> scaled = new ArrayList<>();
        Stream.concat(rendered.all("HorizontalPodAutoscaler"), rendered.all("ScaledObject"))
                .forEach(scaler -> {
                    String name = Objects.toString(
                            scaler.at("spec", "scaleTargetRef", "name").orElseThrow());
                    assertThat(rendered.one("Deployment", name).at("spec", "replicas"))
                            .as("replicas of " + name + " would be reset by each upgrade")
                            .isEmpty();
                    scaled.add(name);
                });

        assertThat(scaled).doesNotHaveDuplicates();
        assertThat(rendered.all("Deployment").filter(deployment -> !scaled.contains(deployment.name())))
                .allSatisfy(deployment ->
                        assertThat(deployment.at("spec", "replicas")).isPresent());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyDeploymentHasABudgetThatLetsNodesBeDrained(String values) {
        Rendered rendered = Chart.rendered(values);

        assertThat(rendered.all("PodDisruptionBudget").map(Manifest::name))
                .containsExactlyInAnyOrderElementsOf(
                        rendered.all("Deployment").map(Manifest::name).toList());
        assertThat(rendered.all("PodDisruptionBudget"))
                .allSatisfy(budget ->
                        assertThat(budget.at("spec", "maxUnavailable")).contains(1));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void routesLeadToServicesThatExistAndNeverToMetrics(String values) {
        Rendered rendered = Chart.rendered(values);
        List<String> services = rendered.all("Service").map(Manifest::name).toList();

        rendered.all("Ingress").forEach(ingress -> {
            List<Map<String, Object>> paths = Manifest.list(ingress.map("spec", "rules", 0, "http"), "paths");
            assertThat(paths)
                    .extracting(path -> path.get("path"))
                    .containsExactlyInAnyOrder("/webhooks", "/api", "/pairing");
            assertThat(paths)
                    .allSatisfy(path -> assertThat(new Manifest(path)
                                    .at("backend", "service", "name")
                                    .orElseThrow())
                            .isIn(services));
        });
        rendered.all("HTTPRoute").forEach(route -> {
            List<Map<String, Object>> rules = Manifest.list(route.map("spec"), "rules");
            assertThat(rules)
                    .extracting(rule ->
                            new Manifest(rule).at("matches", 0, "path", "value").orElseThrow())
                    .containsExactlyInAnyOrder("/webhooks", "/api", "/pairing");
            assertThat(rules)
                    .allSatisfy(rule -> assertThat(new Manifest(rule)
                                    .at("backendRefs", 0, "name")
                                    .orElseThrow())
                            .isIn(services));
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aServiceMonitorFindsAServiceThatSelectsEveryProcess(String values) {
        Rendered rendered = Chart.rendered(values);
        rendered.all("ServiceMonitor").forEach(monitor -> {
            Manifest service = rendered.all("Service")
                    .filter(it -> matches(monitor.map("spec", "selector"), it.labels()))
                    .findFirst()
                    .orElseThrow();
            assertThat(selected(rendered, Map.of("matchLabels", service.map("spec", "selector"))))
                    .hasSameElementsAs(
                            rendered.all("Deployment").map(Manifest::id).toList());
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void mountsNameVolumes(String values) {
        Rendered rendered = Chart.rendered(values);
        for (Manifest manifest : rendered.pods()) {
            Manifest.Pod pod = manifest.pod().orElseThrow();
            List<Map<String, Object>> volumes = Manifest.list(pod.spec(), "volumes");
            assertThat(volumes)
                    .as(manifest.id())
                    .extracting(volume -> volume.get("name"))
                    .containsExactlyInAnyOrderElementsOf(Manifest.list(pod.service(), "volumeMounts").stream()
                            .map(mount -> mount.get("name"))
                            .toList());
        }
    }

    private static List<String> selected(Rendered rendered, Map<String, Object> selector) {
        return rendered.pods().stream()
                .filter(manifest ->
                        matches(selector, manifest.pod().orElseThrow().labels()))
                .map(Manifest::id)
                .toList();
    }

    private static boolean matches(Map<String, Object> selector, Map<String, Object> labels) {
        Manifest read = new Manifest(selector);
        return read.map("matchLabels").entrySet().stream()
                        .allMatch(wanted -> Objects.equals(labels.get(wanted.getKey()), wanted.getValue()))
                && Manifest.list(selector, "matchExpressions").stream()
                        .allMatch(expression -> expressionMatches(expression, labels));
    }

    private static boolean expressionMatches(Map<String, Object> expression, Map<String, Object> labels) {
        boolean in = ((List<?>) expression.getOrDefault("values", List.of()))
                .contains(labels.get(Objects.toString(expression.get("key"))));
        return switch (Objects.toString(expression.get("operator"))) {
            case "In" -> in;
            case "NotIn" -> !in;
            default -> throw new AssertionError("an operator that the chart did not use: " + expression);
        };
    }
}
