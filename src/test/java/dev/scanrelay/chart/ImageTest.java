package dev.scanrelay.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** There is one image, wherever it comes from. */
class ImageTest {

    static List<String> cases() {
        return Chart.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isTheSameInEveryPod(String values) {
        assertThat(images(Chart.rendered(values))).hasSize(1);
    }

    @Test
    void isNamedByRegistryTagOrDigest() {
        assertThat(images(Chart.rendered("minimal"))).containsExactly("scanrelay:0.1.0");
        assertThat(images(Chart.rendered("full"))).containsExactly("registry.example.com/scanrelay:0.1.0");
        assertThat(images(Chart.rendered("air-gapped")))
                .as("the mirror wins over the registry, the digest over the tag")
                .containsExactly("mirror.example.internal:5000/health/scanrelay@sha256:" + "1".repeat(64));
    }

    @Test
    void isPulledWithTheSecretsThatAreNamed() {
        assertThat(Chart.with("air-gapped", Map.of("imagePullSecrets[0]", "mine"))
                        .pods())
                .allSatisfy(manifest -> assertThat(
                                manifest.pod().orElseThrow().spec().get("imagePullSecrets"))
                        .isEqualTo(List.of(Map.of("name", "mirror"), Map.of("name", "mine"))));
    }

    private static Set<String> images(Rendered rendered) {
        return rendered.pods().stream()
                .map(manifest ->
                        Objects.toString(manifest.pod().orElseThrow().service().get("image")))
                .collect(Collectors.toSet());
    }
}
