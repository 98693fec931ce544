package dev.scanrelay.local.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exam as a command, and which scenarios are asked in which way. */
class ExamMainTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--url=ftp://127.0.0.1/scans",
                "--feed --url=http://127.0.0.1/scans",
                "--kafka=127.0.0.1:9092",
                "--topic=orders.exam.v1",
                "--feed --loudly",
                "--feed --port=http",
                "--feed --only=flying"
            })
    void misuseEndsWithTwo(String written) throws Exception {
        assertThat(run(written.split(" "))).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("--");
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        assertThat(run("--feed", "--loudly")).isEqualTo(2);
        assertThat(run("--feed", "--only=flying")).isEqualTo(2);

        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("--loudly is no argument of the exam.")
                .contains("--only takes ids of scenarios, with commas: ready, id-only,");
    }

    @Test
    void aPortThatIsTakenEndsWithTwo() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run("--feed", "--port=" + taken.getLocalPort())).isEqualTo(2);
        }

        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("cannot listen on")
                .contains("--port takes another");
    }

    @Test
    void aBrokerThatIsNotThereEndsWithTwo(@TempDir Path folder) throws Exception {
        var settings = Files.writeString(
                folder.resolve("kafka.properties"), "default.api.timeout.ms=300\nrequest.timeout.ms=200\n");

        assertThat(run("--kafka=127.0.0.1:1", "--topic=orders.exam.v1", "--kafka-settings=" + settings, "--port=0"))
                .isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("can't be written to");
    }

    @Test
    void softwareThatIsNotThereEndsWithOneAndAReport(@TempDir Path folder) throws Exception {
        assertThat(run("--url=http://127.0.0.1:1/scans", "--port=0", "--report=" + folder))
                .isEqualTo(1);

        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("asked: ready: A scan is ready")
                .contains("0 of 37 scenarios passed");
        assertThat(folder.resolve("exam.html")).content().contains("no answer");
    }

    private int run(String... written) throws InterruptedException {
        return ExamMain.run(List.of(written), new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void twentyScenariosAtLeastAreAskedInEachWay(Way way) {
        assertThat(Scenarios.all())
                .filteredOn(one -> one.leftOut(way, ExamConfig.defaults()).isEmpty())
                .hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void noTwoScenariosHaveOneId() {
        assertThat(Scenarios.all()).extracting(Scenario::id).doesNotHaveDuplicates();
    }

    @Test
    void aRestartCommandIsRunByTheShellAndHasToEndWell(@TempDir Path folder) throws Exception {
        var ran = folder.resolve("ran");

        new RestartCommand("cd " + folder + " && echo again > ran").restart();

        assertThat(ran).hasContent("again");
        assertThatThrownBy(() -> new RestartCommand("exit 3").restart()).hasMessageContaining("ended with 3");
    }
}
