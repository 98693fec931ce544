package dev.scanrelay.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing comes in and nothing goes out but what is named. */
class NetworkTest {

    static List<String> casesWithPolicies() {
        return Chart.cases().stream().filter(values -> !values.equals("single")).toList();
    }

    @ParameterizedTest
    @MethodSource("casesWithPolicies")
    void everyPodIsDeniedEverythingFirst(String values) {
        Rendered rendered = Chart.rendered(values);
        Manifest deny = rendered.all("NetworkPolicy")
                .filter(policy -> policy.name().endsWith("-deny"))
                .findFirst()
                .orElseThrow();

        assertThat(deny.map("spec")).containsOnlyKeys("podSelector", "policyTypes");
        assertThat(deny.at("spec", "policyTypes")).contains(List.of("Ingress", "Egress"));
        Set<Map.Entry<String, Object>> selector =
                deny.map("spec", "podSelector", "matchLabels").entrySet();
        assertThat(rendered.pods())
                .allSatisfy(pod -> assertThat(pod.pod().orElseThrow().labels().entrySet())
                        .as(pod.id())
                        .containsAll(selector));
    }

    @ParameterizedTest
    @MethodSource("casesWithPolicies")
    void noRuleLetsEverythingOut(String values) {
        assertThat(rules(values))
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(Manifest.list(rule, "ports"))
                        .as("a rule without ports is one for all")
                        .isNotEmpty());
    }

    /** "No way out but a proxy", or but by name: also to the store's port there is none to everywhere. */
    @ParameterizedTest
    @ValueSource(strings = {"air-gapped", "kafka-oauth"})
    void whereNotAllOfTheInternetIsAllowedNoRuleIsForEverywhere(String values) {
        assertThat(rules(values))
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(Manifest.list(rule, "to")).isNotEmpty());
    }

    private static Stream<Map<String, Object>> rules(String values) {
        return Chart.rendered(values)
                .all("NetworkPolicy")
                .flatMap(policy -> Manifest.list(policy.map("spec"), "egress").stream());
    }

    /** Unless Kafka wants tokens of an issuer, who is somewhere. */
    @ParameterizedTest
    @MethodSource("casesWithPolicies")
    void anIngressAloneNeverReachesTheInternet(String values) {
        List<String> kept =
                values.equals("kafka-oauth") ? List.of("migrate", "test") : List.of("ingress", "migrate", "test");
        List<Object> outward = Chart.rendered(values).manifests().stream()
                .filter(policy -> policy.name().endsWith("-internet"))
                .map(policy -> policy.at("spec", selector(policy), "matchExpressions", 0, "values")
                        .orElseThrow())
                .toList();

        assertThat(outward).isNotEmpty().allSatisfy(left -> assertThat(left).isEqualTo(kept));
    }

    private static String selector(Manifest policy) {
        return policy.kind().equals("NetworkPolicy") ? "podSelector" : "endpointSelector";
    }

    @Test
    void publicMeansNotPrivate() {
        Manifest policy = Chart.rendered("minimal").one("NetworkPolicy", "rel-scanrelay-internet");

        assertThat(policy.at("spec", "egress", 0, "to", 0, "ipBlock", "except"))
                .contains(List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16"));
    }

    @Test
    void behindAProxyThereIsNoOtherWay() {
        Rendered rendered = Chart.rendered("air-gapped");
        Manifest policy = rendered.one("NetworkPolicy", "rel-scanrelay-internet");

        assertThat(policy.at("spec", "egress"))
                .contains(List.of(Map.of(
                        "ports", List.of(Map.of("port", 3128, "protocol", "TCP")),
                        "to", List.of(Map.of("ipBlock", Map.of("cidr", "10.20.30.40/32"))))));
        assertThat(rendered.text()).doesNotContain("0.0.0.0/0", "::/0");
        assertThat(environment(rendered))
                .containsEntry("SCANRELAY_EGRESS_PROXY", "http://proxy.example.internal:3128")
                .hasEntrySatisfying(
                        "JAVA_TOOL_OPTIONS",
                        options -> assertThat(options)
                                .contains("-Dhttps.proxyHost=proxy.example.internal -Dhttps.proxyPort=3128")
                                .contains("*.example.internal")
                                .contains("s3.example.internal"));
    }

    private static Map<String, String> environment(Rendered rendered) {
        return rendered.one("Deployment", "rel-scanrelay-fetch")
                .pod()
                .orElseThrow()
                .environment();
    }

    @Test
    void byNameThereIsNoPolicyByAddressBeside() {
        Rendered rendered = Chart.rendered("kafka-oauth");

        assertThat(rendered.text()).doesNotContain("0.0.0.0/0");
        assertThat(rendered.one("CiliumNetworkPolicy", "rel-scanrelay-internet").at("spec", "egress", 1, "toFQDNs"))
                .contains(List.of(
                        Map.of("matchPattern", "*.itero.com"),
                        Map.of("matchPattern", "*.myitero.com"),
                        Map.of("matchPattern", "*.s3.amazonaws.com"),
                        Map.of("matchName", "login.example.com")));
        assertThat(rendered.one("CiliumNetworkPolicy", "rel-scanrelay-endpoints")
                        .at("spec", "endpointSelector", "matchLabels", "app.kubernetes.io/component"))
                .contains("push");
    }

    @Test
    void whatIsNamedIsAllThatIsReachedWithinTheCluster() {
        assertThat(ports(Chart.rendered("full").one("NetworkPolicy", "rel-relay-services")))
                .containsExactlyInAnyOrder(53, 5353, 9093, 6432, 443, 4317);
    }

    private static Set<Object> ports(Manifest policy) {
        return Manifest.list(policy.map("spec"), "egress").stream()
                .flatMap(rule -> Manifest.list(rule, "ports").stream())
                .map(port -> Objects.requireNonNull(port.get("port")))
                .collect(Collectors.toSet());
    }

    @Test
    void portsFollowFromTheAddressesThatAreGiven() {
        Rendered rendered = Chart.with(
                "minimal",
                Map.of(
                        "kafka.bootstrapServers", "kafka-1:9094,kafka-2:9095",
                        "store.endpoint", "http://s3.storage:8333",
                        "telemetry.otlpEndpoint", "http://collector:4320"));

        assertThat(ports(rendered.one("NetworkPolicy", "rel-scanrelay-services")))
                .containsExactlyInAnyOrder(53, 5353, 9094, 9095, 5432, 8333, 4320);
        assertThat(ports(Chart.with("minimal", Map.of("networkPolicy.store.ports[0]", 9000))
                        .one("NetworkPolicy", "rel-scanrelay-services")))
                .containsExactlyInAnyOrder(53, 5353, 9092, 5432, 443, 9000);
    }

    @Test
    void aProxyIsReachedAlsoBesideTheInternet() {
        Rendered rendered = Chart.with("minimal", Map.of("egressProxy.host", "proxy", "egressProxy.port", 3129));

        assertThat(ports(rendered.one("NetworkPolicy", "rel-scanrelay-internet")))
                .containsExactlyInAnyOrder(3129, 443, 8443);
    }

    @ParameterizedTest
    @MethodSource("casesWithPolicies")
    void theJobReachesWhatTheProcessesReach(String values) {
        Rendered rendered = Chart.rendered(values);
        rendered.all("NetworkPolicy")
                .filter(policy -> policy.name().endsWith("-migrate"))
                .forEach(policy -> assertThat(policy.at("spec", "egress"))
                        .isEqualTo(rendered.one("NetworkPolicy", policy.name().replace("-migrate", "-services"))
                                .at("spec", "egress")));
    }
}
