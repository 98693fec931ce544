package dev.scanrelay.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chart sets, the service knows; and what the service needs, the chart sets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettingsTest {

    private static final String FILE = "application.properties";

    private Known known;

    @BeforeAll
    void read() throws IOException {
        known = Known.read();
    }

    static List<String> cases() {
        return Chart.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void areKnownToTheService(String values) {
        for (Manifest manifest : processes(values)) {
            Manifest.Pod pod = manifest.pod().orElseThrow();
            assertThat(pod.environment().keySet())
                    .as("environment of " + manifest.id())
                    .filteredOn(variable -> !known.asVariable(variable))
                    .isEmpty();
            assertThat(Stream.concat(secrets(pod), file(values)))
                    .as("files of " + manifest.id())
                    .filteredOn(name -> !known.asName(name))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void areThereWhereTheServiceNeedsThem(String values) throws IOException {
        for (Manifest manifest : processes(values)) {
            Manifest.Pod pod = manifest.pod().orElseThrow();
            Set<String> files = new HashSet<>(secrets(pod).toList());
            assertThat(Known.required())
                    .as("not set in " + manifest.id())
                    .filteredOn(
                            name -> !files.contains(name) && !pod.environment().containsKey(Known.variable(name)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void thatAreSecretStandInNoManifest(String values) {
        for (Manifest manifest : processes(values)) {
            assertThat(manifest.pod().orElseThrow().environment().keySet())
                    .as(manifest.id())
                    .noneMatch(variable -> variable.matches(".*(PASSWORD|SECRET_KEY|ACCESS_KEY|JAAS_CONFIG|KEYSET)$"));
            assertThat(Manifest.list(manifest.pod().orElseThrow().service(), "env"))
                    .as("a secret in the environment is seen by whoever may look at the process")
                    .noneMatch(entry -> entry.containsKey("valueFrom"));
        }
    }

    /** StopTime refuses to start otherwise: the waits of a stop fit the time until the kill. */
    @ParameterizedTest
    @MethodSource("cases")
    void letAProcessStopBeforeItIsKilled(String values) {
        for (Manifest manifest : processes(values)) {
            Manifest.Pod pod = manifest.pod().orElseThrow();
            Duration grace = Duration.ofSeconds(
                    ((Number) Objects.requireNonNull(pod.spec().get("terminationGracePeriodSeconds"))).longValue());
            Duration forTheRest = grace.minusSeconds(5);

            assertThat(time(pod, "SCANRELAY_STOP_GRACE")).as(manifest.id()).isEqualTo(grace);
            assertThat(time(pod, "SCANRELAY_FETCH_SHUTDOWN")).isLessThanOrEqualTo(forTheRest);
            assertThat(time(pod, "QUARKUS_SHUTDOWN_DELAY").plus(time(pod, "QUARKUS_SHUTDOWN_TIMEOUT")))
                    .isLessThanOrEqualTo(forTheRest);
        }
    }

    private static Duration time(Manifest.Pod pod, String variable) {
        return Duration.parse("PT" + pod.environment().get(variable));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void areTheSameForAllButRolesAndStops(String values) {
        Set<String> own = Set.of(
                "SCANRELAY_ROLES", "SCANRELAY_STOP_GRACE", "SCANRELAY_FETCH_SHUTDOWN", "SCANRELAY_FETCH_WORKERS");
        Set<Map<String, String>> kinds = new HashSet<>();
        Set<Object> secrets = new HashSet<>();
        for (Manifest manifest : processes(values)) {
            Map<String, String> environment = manifest.pod().orElseThrow().environment();
            environment.keySet().removeAll(own);
            kinds.add(environment);
            secrets.add(secrets(manifest.pod().orElseThrow()).toList());
        }
        assertThat(kinds).hasSize(1);
        assertThat(secrets).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void giveEachRoleToSomebody(String values) {
        Stream<String> roles = Chart.rendered(values)
                .all("Deployment")
                .map(deployment -> deployment.pod().orElseThrow().environment().get("SCANRELAY_ROLES"))
                .flatMap(words -> Stream.of(Objects.requireNonNull(words).split(",")));

        assertThat(roles).containsExactlyInAnyOrder("ingress", "fetch", "push", "api", "reconcile", "console");
    }

    @Test
    void ofPartnersSurviveTheWayThroughTheFile() {
        assertThat(properties("full"))
                .containsEntry("scanrelay.republish.\"acme\".topics", "orders.acme.v1")
                .containsEntry("scanrelay.fetch.workers", "32")
                .containsEntry(
                        "scanrelay.itero.clients.default.redirect-uri", "https://scans.example.com/pairing/callback");
        assertThat(properties("existing-secrets")).containsEntry("scanrelay.itero.clients.acme-west.id", "acme-west");
        assertThat(secrets(processes("existing-secrets").getFirst().pod().orElseThrow()))
                .contains("scanrelay.itero.clients.acme-west.secret", "scanrelay.ingress.guards.hmac.key");
    }

    @Test
    void thatStandInTheFileAreInTheTemplateSoThatAChangeRollsAndIsUndoneWithIt() {
        Manifest fetch = Chart.with("full", Map.of("settings.scanrelay\\.live\\.max-downloads", "7"))
                .one("Deployment", "rel-relay-fetch");

        assertThat(fetch.pod().orElseThrow().settings()).contains("scanrelay.live.max-downloads=7");
        assertThat(fetch.at("spec", "template", "spec", "volumes", 2))
                .contains(Map.of(
                        "name",
                        "settings",
                        "downwardAPI",
                        Map.of(
                                "items",
                                List.of(Map.of(
                                        "path",
                                        FILE,
                                        "fieldRef",
                                        Map.of("fieldPath", "metadata.annotations['scanrelay.dev/settings']"))))));
    }

    private static List<Manifest> processes(String values) {
        return Chart.rendered(values).pods().stream()
                .filter(manifest -> !manifest.kind().equals("Pod"))
                .toList();
    }

    private static Stream<String> secrets(Manifest.Pod pod) {
        return Manifest.list(pod.spec(), "volumes").stream()
                .filter(volume -> Objects.equals(volume.get("name"), "secrets"))
                .flatMap(volume -> Manifest.list(new Manifest(volume).map("projected"), "sources").stream())
                .flatMap(source -> Manifest.list(new Manifest(source).map("secret"), "items").stream())
                .map(item -> Objects.toString(item.get("path")));
    }

    private static Stream<String> file(String values) {
        return properties(values).stringPropertyNames().stream().filter(name -> !name.equals("config_ordinal"));
    }

    private static Properties properties(String values) {
        Properties properties = new Properties();
        processes(values).forEach(process -> {
            try {
                properties.load(new StringReader(process.pod().orElseThrow().settings()));
            } catch (IOException impossible) {
                throw new AssertionError(impossible);
            }
        });
        return properties;
    }
}
