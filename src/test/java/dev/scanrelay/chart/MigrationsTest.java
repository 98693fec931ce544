package dev.scanrelay.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tables are there before the processes that need them, by Helm and by Argo CD. */
class MigrationsTest {

    @Test
    void aHookRunsBeforeAnythingElseAndBringsWhatItNeeds() {
        Rendered rendered = Chart.rendered("full");
        List<Manifest> hooks = rendered.manifests().stream()
                .filter(manifest -> manifest.annotations().containsKey("helm.sh/hook"))
                .filter(manifest -> !manifest.kind().equals("Pod"))
                .toList();

        assertThat(hooks).extracting(Manifest::kind).containsExactlyInAnyOrder("NetworkPolicy", "Job");
        assertThat(hooks)
                .allSatisfy(hook -> assertThat(hook.annotations())
                        .containsEntry("helm.sh/hook", "pre-install,pre-upgrade")
                        .containsEntry("helm.sh/hook-delete-policy", "before-hook-creation,hook-succeeded"));
        Manifest job = rendered.one("Job", "rel-relay-migrate");
        assertThat(job.pod().orElseThrow().spec())
                .as("no account of the release is there yet")
                .doesNotContainKey("serviceAccountName");
        assertThat(job.pod().orElseThrow().service().get("args")).isEqualTo(List.of("migrate"));
        assertThat(weight(job)).isGreaterThan(weight(rendered.one("NetworkPolicy", "rel-relay-migrate")));
    }

    private static int weight(Manifest manifest) {
        return Integer.parseInt(
                manifest.annotations().get("helm.sh/hook-weight").toString());
    }

    @Test
    void anOrdinaryJobComesInAnEarlierWaveAndHasAnotherNameForEachContent() {
        Rendered rendered = Chart.rendered("existing-secrets");
        Manifest job = rendered.all("Job").findFirst().orElseThrow();

        assertThat(job.annotations())
                .containsEntry("argocd.argoproj.io/sync-wave", "-1")
                .doesNotContainKey("helm.sh/hook");
        assertThat(rendered.one("ServiceAccount", "rel-scanrelay").annotations())
                .containsEntry("argocd.argoproj.io/sync-wave", "-3");
        assertThat(rendered.all("Deployment"))
                .allSatisfy(deployment ->
                        assertThat(deployment.annotations()).doesNotContainKey("argocd.argoproj.io/sync-wave"));

        assertThat(job("existing-secrets", Map.of())).isEqualTo(job.name());
        assertThat(job("existing-secrets", Map.of("image.tag", "0.2.0"))).isNotEqualTo(job.name());
        assertThat(job("existing-secrets", Map.of("database.name", "other"))).isNotEqualTo(job.name());
        assertThat(job("existing-secrets", Map.of("roles.api.replicas", 5))).isEqualTo(job.name());
    }

    private static String job(String values, Map<String, ?> changes) {
        return Chart.with(values, changes).all("Job").findFirst().orElseThrow().name();
    }

    @Test
    void whereAJobMigratesNoProcessDoes() {
        assertThat(Chart.rendered("minimal").all("Deployment"))
                .allSatisfy(
                        deployment -> assertThat(deployment.pod().orElseThrow().environment())
                                .containsEntry("SCANRELAY_DATABASE_MIGRATE", "false"));
    }

    @Test
    void whereThereIsNoJobProcessesDo() {
        Rendered rendered = Chart.rendered("single");

        assertThat(rendered.all("Job")).isEmpty();
        assertThat(rendered.one("Deployment", "rel-scanrelay-all")
                        .pod()
                        .orElseThrow()
                        .environment())
                .containsEntry("SCANRELAY_DATABASE_MIGRATE", "true");
    }
}
