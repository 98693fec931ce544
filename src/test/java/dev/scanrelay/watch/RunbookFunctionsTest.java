package dev.scanrelay.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell functions of docs/runbooks/README.md, as bash runs them, with a cluster of one line: what would run in the pod runs here. */
class RunbookFunctionsTest {

    private static final String KEY = "sr_thekeyofanoperator";

    @TempDir
    Path folder;

    @BeforeEach
    void aCluster() throws IOException {
        program("kubectl", """
                printf '%s\\n' "$*" >> "$SEEN"
                until [ "$1" = -- ]; do shift; done; shift
                case $1 in /opt/kafka/*) ;; *) "$@" ;; esac""");
        program("java", """
                printf '%s/' "$SCANRELAY_KEY" "$@\"""");
    }

    private void program(String name, String does) throws IOException {
        Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + does + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void theKeyReachesTheCommandAndStandsInNoArgument() throws Exception {
        assertThat(said("sr redrive all --failure 'two words'"))
                .isEqualTo(KEY + "/-Xmx96m/-jar//opt/scanrelay/quarkus-run.jar/redrive/all/--failure/two words/");

        assertThat(seen())
                .startsWith("-n scanrelay exec -i deploy/scanrelay-api -- ")
                .doesNotContain(KEY);
    }

    @Test
    void eachToolOfKafkaIsToldWhereAndAsWhom() throws Exception {
        said("kt kafka-topics --list; kt kafka-console-consumer --topic t");

        assertThat(seen().lines())
                .containsExactly(
                        "-n kafka exec kafka-tools -- /opt/kafka/bin/kafka-topics.sh"
                                + " --bootstrap-server kafka-bootstrap:9092 --command-config /tmp/client.properties --list",
                        "-n kafka exec kafka-tools -- /opt/kafka/bin/kafka-console-consumer.sh"
                                + " --bootstrap-server kafka-bootstrap:9092 --consumer.config /tmp/client.properties --topic t");
    }

    private String seen() throws IOException {
        return Files.readString(folder.resolve("seen"));
    }

    private String said(String command) throws IOException, InterruptedException {
        String functions = Runbook.all().stream()
                .filter(page -> page.name().equals("README.md"))
                .flatMap(page -> page.blocks("sh").stream())
                .findFirst()
                .orElseThrow();
        Path script = Files.writeString(folder.resolve("script"), functions + command + "\n");
        ProcessBuilder bash = new ProcessBuilder(List.of("bash", script.toString())).redirectErrorStream(true);
        bash.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        bash.environment().put("SEEN", folder.resolve("seen").toString());
        bash.redirectInput(
                Files.writeString(folder.resolve("typed"), KEY + "\n").toFile());
        Process run = bash.start();
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(run.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(run.exitValue()).as(said).isZero();
        return said;
    }
}
