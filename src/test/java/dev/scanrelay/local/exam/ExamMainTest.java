package dev.scanrelay.local.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        assertThat(ExamMain.run(List.of(written.split(" ")))).isEqualTo(2);
    }

    @Test
    void aBrokerThatIsNotThereEndsWithTwo(@TempDir Path folder) throws Exception {
        var settings = Files.writeString(
                folder.resolve("kafka.properties"), "default.api.timeout.ms=300\nrequest.timeout.ms=200\n");

        assertThat(ExamMain.run(List.of(
                        "--kafka=127.0.0.1:1", "--topic=orders.exam.v1", "--kafka-settings=" + settings, "--port=0")))
                .isEqualTo(2);
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
