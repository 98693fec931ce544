package dev.scanrelay.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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
        "roles.reconcile.replicas, 0",
        "podDisruptionBudget.maxUnavailable, 0%",
        "publicUrl, https://example.com/scans",
        "containerSecurityContext.privileged, true",
        "containerSecurityContext.runAsUser, 0",
        "containerSecurityContext.allowPrivilegeEscalation, true",
        "podSecurityContext.runAsNonRoot, false",
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
                "service.type | NodePort | service.type NodePort would publish /q/metrics",
                "service.type | LoadBalancer | service.type LoadBalancer would publish /q/metrics",
                "roles.fetch.autoscaling.minReplicas | 9 | autoscaling.minReplicas of fetch is above",
                "roles.api.terminationGracePeriodSeconds | 15 | terminationGracePeriodSeconds of api is 15: it has to be at least",
                "drain.callsSeconds | 30 | terminationGracePeriodSeconds of ingress is 30: it has to be at least",
                "settings.scanrelay\\.store\\.secret-key | x | scanrelay.store.secret-key is a secret",
                "settings.quarkus\\.datasource\\.password | x | quarkus.datasource.password is a secret",
                "settings.kafka\\.ssl\\.keystore\\.key | x | kafka.ssl.keystore.key is a secret",
                "settings.quarkus\\.otel\\.exporter\\.otlp\\.headers | authorization=x | quarkus.otel.exporter.otlp.headers is a secret",
                "settings.quarkus\\.proxy | http://me:word@proxy:3128 | quarkus.proxy is a secret or holds one",
                "settings.quarkus\\.datasource\\.x\\.jdbc\\.url | jdbc:postgresql://db/x?password=word | url is a secret or holds one",
                "settings.kafka\\.x | -----BEGIN RSA PRIVATE KEY----- | kafka.x is a secret or holds one",
                "settings.scanrelay\\.store\\.bucket | x | settings: scanrelay.store.bucket would be ignored",
                "settings.%prod\\.scanrelay\\.store\\.bucket | x | settings: %prod.scanrelay.store.bucket would be ignored",
                "settings.scanrelay\\.stop\\.grace | 60s | settings: scanrelay.stop.grace would be ignored",
                "settings.scanrelay\\.roles | fetch | settings: scanrelay.roles would be ignored",
                "settings.quarkus\\.datasource\\.username | x | quarkus.datasource.username would be ignored, as it is set in a Secret",
                "settings.quarkus\\.http\\.port | 9999 | settings: quarkus.http.port would take the service away",
                "settings.quarkus\\.http\\.host | 127.0.0.1 | settings: quarkus.http.host would take the service away",
                "kafka.caSecret | ca | kafka.caSecret is named, and kafka.security plaintext does not use it",
                "kafka.userSecret | user | kafka.userSecret is named, and kafka.security plaintext does not use it",
                "kafka.oauth.existingSecret | client | kafka.oauth.existingSecret is named, and kafka.security plaintext",
                "database.tls.caSecret | ca | database.tls.caSecret is named, and database.tls.mode prefer believes any",
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "minimal | QUARKUS_DATASOURCE_PASSWORD | x | QUARKUS_DATASOURCE_PASSWORD is a secret",
                "minimal | HTTPS_PROXY | http://me:word@proxy:3128 | HTTPS_PROXY is a secret or holds one",
                "minimal | QUARKUS_HTTP_HOST | 127.0.0.1 | QUARKUS_HTTP_HOST would take the service away",
                "minimal | SCANRELAY_ROLES | fetch | extraEnv of ingress: SCANRELAY_ROLES is set twice",
                "air-gapped | JAVA_TOOL_OPTIONS | -Xmx1g | JAVA_TOOL_OPTIONS is set twice",
            })
    void aVariableThatIsSecretOrIsSetAlreadyIsRefused(String values, String name, String value, String said) {
        assertThatThrownBy(() -> Chart.with(values, Map.of("extraEnv[0].name", name, "extraEnv[0].value", value)))
                .hasMessageContaining(said);
    }

    @Test
    void aSecretVariableMayComeFromASecret() {
        Map<String, String> password = Map.of(
                "extraEnv[0].name", "MY_PASSWORD",
                "extraEnv[0].valueFrom.secretKeyRef.name", "mine",
                "extraEnv[0].valueFrom.secretKeyRef.key", "password");

        assertThat(Chart.with("minimal", password).text()).contains("MY_PASSWORD");
    }

    /** By the types that its clients give them. */
    @ParameterizedTest
    @MethodSource("passwordsOfKafka")
    void whatIsSecretToKafkaIsRefusedAsASetting(String name) {
        assertThatThrownBy(() ->
                        Chart.with("minimal", Map.of("settings." + ("kafka." + name).replace(".", "\\."), "x")))
                .hasMessageContaining("kafka." + name + " is a secret");
    }

    static List<String> passwordsOfKafka() {
        return ProducerConfig.configDef().configKeys().values().stream()
                .filter(key -> key.type == ConfigDef.Type.PASSWORD)
                .map(key -> key.name)
                .filter(name -> !name.equals("ssl.keystore.certificate.chain")
                        && !name.equals("ssl.truststore.certificates")) // public, whatever their type
                .toList();
    }

    @Test
    void secretsOfKafkaThatItsModeDoesNotUseAreRefused() {
        assertThatThrownBy(() -> Chart.with("minimal", Map.of("kafka.security", "tls", "kafka.userSecret", "user")))
                .hasMessageContaining("kafka.userSecret is named, and kafka.security tls does not use it");
    }

    @Test
    void topicsThatNobodyCouldWriteAreRefused() {
        assertThatThrownBy(() -> Chart.with("strimzi", Map.of("kafka.topics.replication", 1)))
                .hasMessageContaining("strimzi.topics.minInsyncReplicas of 2 is above kafka.topics.replication of 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "single | keda.enabled | true | keda.enabled scales roles.fetch and roles.push, which mode single does not have",
                "split-roles | roles.push.keda.fallbackReplicas | 9 | keda.fallbackReplicas of push is above autoscaling.maxReplicas",
                "full | runbooks.base | '' | runbooks.base is required with metrics.prometheusRule.enabled",
                "strimzi | kafka.topics.partner | {partner}.orders | kafka.topics.partner has to begin with a text",
                "single | service.type | NodePort | service.type NodePort would publish /q/metrics",
            })
    void whatDoesNotGoTogetherElsewhereIsNamed(String values, String value, String to, String said) {
        assertThatThrownBy(() -> Chart.with(values, Map.of(value, to))).hasMessageContaining(said);
    }

    @Test
    void aWayInToNoRoleIsRefused() {
        Map<String, Object> without = Map.of(
                "roles.ingress.enabled",
                false,
                "roles.api.enabled",
                false,
                "roles.console.enabled",
                false,
                "ingress.enabled",
                true,
                "ingress.host",
                "scans.example.com");

        assertThatThrownBy(() -> Chart.with("minimal", without)).hasMessageContaining("lead nowhere");
    }

    @ParameterizedTest
    @CsvSource({
        "commonLabels.app\\.kubernetes\\.io/name, app.kubernetes.io/name",
        "podLabels.app\\.kubernetes\\.io/component, app.kubernetes.io/component",
        "podLabels.scanrelay\\.dev/serves, scanrelay.dev/serves",
        "metrics.podMonitor.labels.app\\.kubernetes\\.io/instance, app.kubernetes.io/instance",
    })
    void aLabelThatTheChartSetsIsRefused(String value, String named) {
        assertThatThrownBy(() -> Chart.with("minimal", Map.of(value, "mine")))
                .hasMessageContaining("invalid propertyName '" + named + "'");
    }

    @Test
    void aRuleOfEgressToNobodyIsRefused() {
        assertThatThrownBy(() -> Chart.with("minimal", Map.of("networkPolicy.extraEgress[0].ports[0].port", 8443)))
                .hasMessageContaining("missing property 'to'");
    }

    @Test
    void theUserMayBeLeftToTheCluster() {
        assertThat(Chart.with("minimal", Map.of("podSecurityContext.runAsUser", "null"))
                        .text())
                .doesNotContain("runAsUser");
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
