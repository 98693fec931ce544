package dev.scanrelay.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** After an install Helm says what to do next, and what is not as it should be. */
class NotesTest {

    @Test
    void sayHowToGoOn() {
        assertThat(notes("full", Map.of()))
                .contains("rollout status deployment -l app.kubernetes.io/instance=rel")
                .contains("exec deploy/rel-relay-api -- java -jar quarkus-run.jar admin-key create")
                .contains("Align's redirect URI is https://scans.example.com/pairing/callback")
                .doesNotContain(
                        "NOTHING CAN BE PAIRED",
                        "Nothing leads here",
                        "Nobody reads metrics",
                        "goes everywhere",
                        "Kafka is spoken to",
                        "Nobody makes");
    }

    @Test
    void warnOfWhatIsMissing() {
        assertThat(notes("minimal", Map.of("networkPolicy.enabled", false, "roles.fetch.enabled", false)))
                .contains("NOTHING CAN BE PAIRED YET: set itero.clients")
                .contains("Nothing leads here from outside")
                .contains("Nobody reads metrics")
                .contains("There is no network policy")
                .contains("PostgreSQL may be spoken to without TLS")
                .contains("Kafka is spoken to without TLS and without signing in")
                .contains("Nobody makes Kafka's topics")
                .contains("PostgreSQL has to take 440 connections")
                .contains("This release leaves roles out");
        assertThat(notes("minimal", Map.of()))
                .contains("Every pod goes everywhere at the ports of what is not named, private addresses included: "
                        + "name networkPolicy.database.to, networkPolicy.kafka.to, networkPolicy.store.to");
        assertThat(notes("openshift", Map.of())).contains("Paths under /webhooks hold the keys of callbacks");
        assertThat(notes("full", Map.of("httpRoute.enabled", false))).doesNotContain("Paths under /webhooks");
        assertThat(notes("minimal", Map.of("publicUrl", ""))).contains("NOTHING CAN BE PAIRED YET: set publicUrl");
    }

    private static String notes(String values, Map<String, ?> changes) {
        InstallCommand install = new Helm(Chart.FOLDER.toAbsolutePath())
                .install()
                .clientOnly()
                .dryRun()
                .withName("rel")
                .withNamespace("scans")
                .withKubeVersion(Chart.NEWEST)
                .withValuesFile(
                        Chart.FOLDER.resolve("ci").resolve(values + ".yaml").toAbsolutePath());
        changes.forEach(install::set);
        String output = install.call().getOutput();
        return output.substring(output.indexOf("NOTES:"));
    }
}
