package dev.scanrelay.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pod satisfies the `restricted` Pod Security Standard and a little more: the Job's and the test's, too. */
class PodSecurityTest {

    static List<String> cases() {
        return Chart.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyPodIsRestricted(String values) {
        List<Manifest> pods = Chart.rendered(values).pods();
        assertThat(pods).isNotEmpty();
        for (Manifest manifest : pods) {
            Manifest pod = new Manifest(manifest.pod().orElseThrow().spec());

            assertThat(pod.at("securityContext", "runAsNonRoot"))
                    .as(manifest.id())
                    .contains(true);
            assertThat(pod.at("securityContext", "seccompProfile", "type")).contains("RuntimeDefault");
            assertThat(pod.at("automountServiceAccountToken")).as(manifest.id()).contains(false);
            assertThat(pod.at("enableServiceLinks")).as(manifest.id()).contains(false);
            assertThat(pod.tree())
                    .doesNotContainKeys("hostNetwork", "hostPID", "hostIPC", "initContainers", "shareProcessNamespace");
            assertThat(Manifest.list(pod.tree(), "containers")).allSatisfy(PodSecurityTest::isRestricted);
            assertThat(Manifest.list(pod.tree(), "volumes"))
                    .allSatisfy(volume -> assertThat(volume.keySet())
                            .containsAnyOf("emptyDir", "projected", "downwardAPI", "configMap", "secret"));
        }
    }

    private static void isRestricted(Map<String, Object> container) {
        Manifest read = new Manifest(container);
        assertThat(read.at("securityContext", "allowPrivilegeEscalation")).contains(false);
        assertThat(read.at("securityContext", "readOnlyRootFilesystem")).contains(true);
        assertThat(read.at("securityContext", "capabilities", "drop")).contains(List.of("ALL"));
        assertThat(read.map("securityContext", "capabilities")).doesNotContainKey("add");
        assertThat(read.map("securityContext")).doesNotContainKeys("privileged", "procMount");
        assertThat(read.map("resources", "requests")).containsKeys("cpu", "memory");
        assertThat(read.map("resources", "limits")).containsKey("memory");
    }

    @Test
    void theUserIsTheImagesUnlessOpenShiftGivesOne() {
        assertThat(Chart.rendered("minimal").pods())
                .allSatisfy(manifest -> assertThat(
                                new Manifest(manifest.pod().orElseThrow().spec()).map("securityContext"))
                        .containsEntry("runAsUser", 10001)
                        .containsEntry("runAsGroup", 10001)
                        .containsEntry("fsGroup", 10001));
        assertThat(Chart.rendered("openshift").pods())
                .allSatisfy(manifest -> assertThat(
                                new Manifest(manifest.pod().orElseThrow().spec()).map("securityContext"))
                        .doesNotContainKeys("runAsUser", "runAsGroup", "fsGroup"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void nobodyHasRights(String values) {
        assertThat(Chart.rendered(values).manifests().stream().map(Manifest::kind))
                .doesNotContain("Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding", "Secret");
    }
}
