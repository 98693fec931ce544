package dev.scanrelay.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tells good manifests from bad ones does so. */
class KindsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Deployment | rel-relay-fetch | matchLabels: | matchLabel: ",
                "Deployment | rel-relay-fetch | terminationGracePeriodSeconds: | terminationGraceSeconds: ",
                "Deployment | rel-relay-fetch | readOnlyRootFilesystem: | readOnlyRootFileSystem: ",
                "Deployment | rel-relay-fetch | containerPort: | port: ",
                "NetworkPolicy | rel-relay-services | policyTypes: | policyType: ",
                "HorizontalPodAutoscaler | rel-relay-api | maxReplicas: | maxReplica: ",
                "ScaledObject | rel-relay-fetch | serverAddress: | address: ",
                "KafkaTopic | orders.v1 | partitions: | partition: ",
                "HTTPRoute | rel-relay | backendRefs: | backends: ",
                "PodMonitor | rel-relay | podMetricsEndpoints: | endpoints: ",
            })
    void aFieldOfAnotherNameIsFound(String kind, String name, String field, String other) {
        Rendered good = Chart.rendered("full");
        Rendered bad = new Rendered(good.text().replace(field, other));

        assertThat(Kinds.problems(good.one(kind, name))).isEmpty();
        assertThat(Kinds.problems(bad.one(kind, name))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"replicas, two", "revisionHistoryLimit, many"})
    void aValueOfAnotherTypeIsFound(String field, String value) {
        Manifest deployment = new Manifest(Map.of(
                "apiVersion",
                "apps/v1",
                "kind",
                "Deployment",
                "metadata",
                Map.of("name", "it"),
                "spec",
                Map.of(field, value, "selector", Map.of(), "template", Map.of())));

        assertThat(Kinds.problems(deployment)).isNotEmpty();
    }
}
