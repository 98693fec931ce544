package dev.scanrelay.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One command of the service can be run in the cluster, also while the service is stopped. */
class JobTest {

    private static final Map<String, String> VERIFY = Map.of("job.args[0]", "store", "job.args[1]", "verify");

    @Test
    void isThePodThatMigratesWithOtherArguments() {
        Rendered rendered = Chart.with("minimal", VERIFY);
        Manifest job = rendered.one("Job", "rel-scanrelay-command");

        assertThat(Kinds.problems(job)).isEmpty();
        assertThat(job.at("spec", "backoffLimit")).contains(0);
        Map<String, Object> expected = new HashMap<>(
                rendered.one("Job", "rel-scanrelay-migrate").pod().orElseThrow().service());
        expected.put("args", List.of("store", "verify"));
        assertThat(job.pod().orElseThrow().service()).isEqualTo(expected);
        assertThat(job.pod().orElseThrow().labels())
                .isEqualTo(rendered.one("Job", "rel-scanrelay-migrate")
                        .pod()
                        .orElseThrow()
                        .labels());
    }

    @Test
    void bringsItsSettings() {
        Rendered rendered = Chart.with("existing-secrets", VERIFY);
        Manifest job = rendered.one("Job", "rel-scanrelay-command");

        assertThat(job.pod().orElseThrow().settings())
                .contains("scanrelay.ingress.guards.hmac.header=X-Signature")
                .isEqualTo(rendered.one("Deployment", "rel-scanrelay-fetch")
                        .pod()
                        .orElseThrow()
                        .settings());
    }

    @Test
    void isThereWhereProcessesMigrateByThemselves() {
        assertThat(Chart.with("single", VERIFY).all("Job")).hasSize(1);
    }

    @Test
    void isNotThereUnlessItIsAskedFor() {
        assertThat(Chart.rendered("minimal").all("Job"))
                .extracting(Manifest::name)
                .containsExactly("rel-scanrelay-migrate");
    }

    @Test
    void ofTheNameOfTheMigrationsIsRefused() {
        assertThatThrownBy(() -> Chart.with("minimal", Map.of("job.args[0]", "help", "job.name", "migrate")))
                .hasMessageContaining("/job/name");
    }
}
