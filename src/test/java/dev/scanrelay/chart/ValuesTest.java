package dev.scanrelay.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that can't work are refused, with a line that names them. */
class ValuesTest {

    @Test
    void lintFindsNothing() {
        LintResult result =
                new Helm(Chart.FOLDER.toAbsolutePath()).lint().strict().call();

        assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "imagee.tag, 1, imagee",
        "image.tagg, 1, tagg",
        "database.hosst, db, hosst",
        "database.tls.modus, require, modus",
        "kafka.bootstrapServer, kafka:9092, bootstrapServer",
        "kafka.oauth.client, x, client",
        "roles.fetchh.replicas, 2, fetchh",
        "roles.fetch.replica, 2, replica",
        "roles.fetch.autoscaling.min, 2, min",
        "roles.ingress.keda.threshold, 2, keda",
        "networkPolicy.internet.fqdn, x, fqdn",
        "metrics.podMonitor.enable, true, enable",
        "strimzi.user.acls, x, acls",
        "single.keda, x, keda",
        "ingress.hosts, x, hosts",
        "roles.fetch.resources.request.cpu, 1, request",
    })
    void aTypoIsRefused(String value, String to, String named) {
        assertThatThrownBy(() -> Chart.with("minimal", Map.of(value, to)))
                .hasMessageContaining("'" + named + "' not allowed");
    }

    @ParameterizedTest
    @CsvSource({
        "roles.fetch.replicas, 0",
        "roles.fetch.autoscaling.minReplicas, 0",
        "single.replicas, 0",
        "mode, both",
        "database.port, 0",
        "image.digest, sha256:abc",
        "publicUrl, http://scans.example.com",
        "store.endpoint, s3.example.com",
        "kafka.bootstrapServers, kafka",
        "telemetry.samplingRatio, 2",
        "kafka.topics.partner, orders.v1",
        "networkPolicy.internet.mode, open",
    })
    void aValueOutOfRangeIsRefused(String value, String to) {
        assertThatThrownBy(() -> Chart.with("minimal", Map.of(value, to)))
                .hasMessageContaining("values don't meet the specifications")
                .hasMessageContaining("/" + value.replace('.', '/'));
    }

    @ParameterizedTest
    @CsvSource({
        "keyset.existingSecret",
        "database.host",
        "database.existingSecret",
        "kafka.bootstrapServers",
        "store.endpoint",
        "store.existingSecret",
    })
    void whatIsMissingIsNamed(String value) {
        assertThatThrownBy(() -> Chart.with("minimal", Map.of(value, ""))).hasMessageContaining(value + " is required");
    }

    @Test
    void withoutAnyValuesOneLineNamesTheFirstThatIsMissing() {
        assertThatThrownBy(() -> Chart.with("", Map.of())).hasMessageContaining(" is required: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keda.enabled | true | keda.serverAddress is required",
                "ingress.enabled | true | ingress.host is required",
                "httpRoute.enabled | true | httpRoute.parentRefs is required",
                "strimzi.topics.create | true | strimzi.cluster is required",
                "networkPolicy.internet.mode | proxy | egressProxy.host is required",
                "networkPolicy.internet.mode | none | networkPolicy.database.to is required",
                "database.tls.mode | verify-full | database.tls.caSecret is required",
                "kafka.security | oauth | kafka.oauth.tokenEndpoint is required",
                "kafka.security | scram-sha-512 | kafka.userSecret is required",
                "kafka.security | mtls | kafka.userSecret is required",
                "roles.fetch.autoscaling.minReplicas | 9 | autoscaling.minReplicas of fetch is above",
                "roles.api.terminationGracePeriodSeconds | 15 | terminationGracePeriodSeconds of api is 15: it has to be at least",
                "drain.callsSeconds | 30 | terminationGracePeriodSeconds of ingress is 30: it has to be at least",
                "settings.scanrelay\\.store\\.secret-key | x | scanrelay.store.secret-key is a secret",
                "settings.quarkus\\.datasource\\.password | x | quarkus.datasource.password is a secret",
            })
    void whatDoesNotGoTogetherIsNamed(String value, String to, String said) {
        assertThatThrownBy(() -> Chart.with("minimal", Map.of(value, to))).hasMessageContaining(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "air-gapped | networkPolicy.store.to | networkPolicy.store.to is required with networkPolicy.internet.mode proxy",
                "air-gapped | networkPolicy.internet.proxyTo | networkPolicy.internet.proxyTo is required",
                "kafka-oauth | networkPolicy.kafka.to | networkPolicy.kafka.to is required with networkPolicy.internet.mode cilium",
                "kafka-oauth | networkPolicy.database.to | networkPolicy.database.to is required",
                "full | networkPolicy.metrics.from | networkPolicy.metrics.from is required with networkPolicy.from",
            })
    void whoIsReachedOrReachesUsIsNamedWhereEmptyWouldBeEverybody(String values, String peers, String said) {
        assertThatThrownBy(() -> Chart.with(values, Map.of(peers, "null"))).hasMessageContaining(said);
    }

    @Test
    void aSettingOfNobodyIsRefused() {
        assertThatThrownBy(() -> Chart.with("minimal", Map.of("settings.fetch\\.workers", 3)))
                .hasMessageContaining("invalid propertyName 'fetch.workers'");
    }

    @Test
    void aPodIsReadByOneMonitor() {
        assertThatThrownBy(() -> Chart.with(
                        "minimal", Map.of("metrics.podMonitor.enabled", true, "metrics.serviceMonitor.enabled", true)))
                .hasMessageContaining("enable one of them");
    }

    @Test
    void anOldClusterIsRefused() {
        assertThatThrownBy(() -> Chart.rendered("minimal", "rel", "1.28.0"))
                .hasMessageContaining("kubeVersion: >=1.29.0-0");
    }
}
