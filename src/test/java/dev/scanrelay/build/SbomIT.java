package dev.scanrelay.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The list of what the program is made of, which goes with it into its image. */
class SbomIT {

    private static final Path SBOM = Path.of("target", "sbom", "scanrelay.cdx.json");
    private static final Path LIBRARIES = Path.of("target", "quarkus-app", "lib");

    /** For IDEs alone: the build leaves it out. */
    private static final String FOR_IDES = "io.quarkus.quarkus-ide-launcher-";

    @Test
    void namesEveryLibraryOfTheProgramAndNoOther() throws IOException {
        assertThat(components().map(SbomIT::jar).filter(name -> !name.startsWith(FOR_IDES)))
                .containsExactlyInAnyOrderElementsOf(libraries());
    }

    @Test
    void saysWhereEachComesFromAndItsDigest() throws IOException {
        assertThat(components()).allSatisfy(component -> {
            assertThat(component.path("purl").asText()).startsWith("pkg:maven/");
            assertThat(component.path("hashes").findValuesAsText("alg")).contains("SHA-256");
        });
    }

    @Test
    void isOfThisProgram() throws IOException {
        JsonNode sbom = new ObjectMapper().readTree(SBOM.toFile());

        assertThat(sbom.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(sbom.at("/metadata/component/purl").asText()).startsWith("pkg:maven/dev.scanrelay/scanrelay@");
    }

    private static Stream<JsonNode> components() throws IOException {
        JsonNode sbom = new ObjectMapper().readTree(SBOM.toFile());
        return StreamSupport.stream(sbom.path("components").spliterator(), false);
    }

    /** As the build names it in the program. */
    private static String jar(JsonNode component) {
        return "%s.%s-%s.jar"
                .formatted(
                        component.path("group").asText(),
                        component.path("name").asText(),
                        component.path("version").asText());
    }

    private static List<String> libraries() throws IOException {
        try (Stream<Path> files = Files.walk(LIBRARIES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .toList();
        }
    }
}
