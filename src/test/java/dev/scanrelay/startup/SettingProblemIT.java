package dev.scanrelay.startup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.testing.Services;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged service, started with a setting that can't work. */
class SettingProblemIT {

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");

    @ParameterizedTest
    @CsvSource({
        "scanrelay.fetch.workers,0",
        "scanrelay.secret.keyset,nonsense",
        "scanrelay.secrets.directory,/is/not/there"
    })
    void stopsTheStartWithOneLineThatNamesIt(String setting, String value) throws Exception {
        Process process = start(Map.of(setting, value));

        List<String> said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(said).noneMatch(line -> line.contains("stackTrace") || line.startsWith("\tat "));
        assertThat(said)
                .filteredOn(line -> line.contains("Cannot start"))
                .singleElement()
                .asString()
                .contains("Cannot start: scanrelay.")
                .contains(setting);
    }

    private static Process start(Map<String, String> wrong) throws IOException {
        Map<String, String> settings = new HashMap<>(Services.shared());
        settings.put("quarkus.http.port", "0");
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.putAll(wrong);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
        settings.forEach((name, set) -> command.add("-D" + name + "=" + set));
        command.addAll(List.of("-jar", JAR.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
