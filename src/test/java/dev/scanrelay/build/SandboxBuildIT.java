package dev.scanrelay.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The sandbox as a program of its own, which goes into an image of its own. */
class SandboxBuildIT {

    private static final Path FOLDER = Path.of("target", "sandbox");
    private static final Path SOURCES = Path.of("src", "local", "java");

    @Test
    void holdsTheSandboxAndNoTest() throws IOException {
        try (JarFile jar = new JarFile(FOLDER.resolve("scanrelay-sandbox.jar").toFile())) {
            assertThat(classes(jar))
                    .contains("dev/scanrelay/local/sandbox/SandboxMain.class")
                    .allMatch(SandboxBuildIT::hasItsSourceThere);
        }
    }

    @Test
    void bringsTheFewLibrariesThatItUses() throws IOException {
        try (Stream<Path> libraries = Files.list(FOLDER.resolve("lib"))) {
            assertThat(libraries.map(file -> file.getFileName().toString()))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("jackson-") || name.startsWith("jspecify-"));
        }
    }

    private static Stream<String> classes(JarFile jar) {
        Enumeration<JarEntry> entries = jar.entries();
        return Stream.generate(entries::nextElement)
                .limit(jar.size())
                .map(JarEntry::getName)
                .filter(name -> name.endsWith(".class"));
    }

    private static boolean hasItsSourceThere(String name) {
        return Files.exists(SOURCES.resolve(name.replaceAll("(\\$[^/]*)?\\.class$", ".java")));
    }
}
