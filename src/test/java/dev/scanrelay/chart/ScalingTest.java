package dev.scanrelay.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who has more to do gets more processes, and nobody who is needed gets none. */
class ScalingTest {

    @Test
    void fetchAndPushFollowWhatIsDue() {
        Rendered rendered = Chart.rendered("split-roles");

        assertThat(rendered.all("ScaledObject").map(Manifest::name))
                .containsExactlyInAnyOrder("rel-scanrelay-fetch", "rel-scanrelay-push");
        assertThat(rendered.all("HorizontalPodAutoscaler").map(Manifest::name))
                .containsExactlyInAnyOrder("rel-scanrelay-ingress", "rel-scanrelay-api");
        assertThat(rendered.one("ScaledObject", "rel-scanrelay-fetch").map("spec", "triggers", 0, "metadata"))
                .isEqualTo(Map.of(
                        "serverAddress", "http://prometheus.monitoring:9090",
                        "query", "sum(max by (lane) (scanrelay_fetch_due{namespace=\"scans\"}))",
                        "threshold", "24",
                        "ignoreNullValues", "false"));
        assertThat(rendered.one("ScaledObject", "rel-scanrelay-push").map("spec", "triggers", 0, "metadata"))
                .containsEntry("query", "max(scanrelay_push_due{namespace=\"scans\"})")
                .containsEntry("threshold", "500");
        assertThat(rendered.one("ScaledObject", "rel-scanrelay-fetch").map("spec"))
                .containsEntry("minReplicaCount", 3)
                .containsEntry("maxReplicaCount", 20)
                .containsEntry("fallback", Map.of("failureThreshold", 4, "replicas", 3));
    }

    @Test
    void withoutKedaTheyFollowProcessorTime() {
        Rendered rendered = Chart.rendered("minimal");

        assertThat(rendered.all("ScaledObject")).isEmpty();
        assertThat(rendered.all("HorizontalPodAutoscaler").map(Manifest::name))
                .containsExactlyInAnyOrder(
                        "rel-scanrelay-ingress", "rel-scanrelay-fetch", "rel-scanrelay-push", "rel-scanrelay-api");
    }

    @Test
    void whatNobodyScalesHasTheReplicasThatAreAskedFor() {
        Rendered rendered = Chart.rendered("no-keda");

        assertThat(rendered.one("Deployment", "rel-scanrelay-push").at("spec", "replicas"))
                .contains(3);
        assertThat(rendered.one("Deployment", "rel-scanrelay-console").at("spec", "replicas"))
                .contains(1);
        assertThat(rendered.one("Deployment", "rel-scanrelay-reconcile").at("spec", "replicas"))
                .contains(2);
    }

    @Test
    void aRoleThatIsNotToBeScaledHasNoScaledObject() {
        Rendered rendered =
                Chart.with("split-roles", Map.of("roles.fetch.autoscaling.enabled", false, "roles.fetch.replicas", 4));

        assertThat(rendered.all("ScaledObject").map(Manifest::name)).containsExactly("rel-scanrelay-push");
        assertThat(rendered.one("Deployment", "rel-scanrelay-fetch").at("spec", "replicas"))
                .contains(4);
    }

    @Test
    void processesOfARoleStandApart() {
        assertThat(Chart.rendered("minimal").all("Deployment"))
                .allSatisfy(deployment -> assertThat(
                                Manifest.list(deployment.pod().orElseThrow().spec(), "topologySpreadConstraints"))
                        .extracting(constraint -> constraint.get("topologyKey"))
                        .isEqualTo(List.of("topology.kubernetes.io/zone", "kubernetes.io/hostname")));
    }

    @Test
    void aProcessIsReplacedBeforeItIsTakenAway() {
        assertThat(Chart.rendered("minimal").all("Deployment"))
                .allSatisfy(deployment -> assertThat(deployment.map("spec", "strategy", "rollingUpdate"))
                        .isEqualTo(Map.of("maxSurge", 1, "maxUnavailable", 0)));
    }

    @Test
    void everyProcessIsAskedForStartLifeAndReadiness() {
        assertThat(Chart.rendered("full").all("Deployment")).allSatisfy(deployment -> {
            Manifest container = new Manifest(deployment.pod().orElseThrow().service());
            assertThat(container.at("startupProbe", "httpGet", "path")).contains("/q/health/started");
            assertThat(container.at("livenessProbe", "httpGet", "path")).contains("/q/health/live");
            assertThat(container.at("readinessProbe", "httpGet", "path")).contains("/q/health/ready");
        });
    }
}
