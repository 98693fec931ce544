package dev.scanrelay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.faults.Step.Telling;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

class ScriptTest {

    private final Script script = Script.of(7, 2_000);

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(Script.of(7, 2_000)).isEqualTo(script);
        assertThat(Script.of(8, 2_000)).isNotEqualTo(script);
    }

    @Test
    void makesEveryOrderOnceAndLosesOneNotificationInTwenty() {
        var scans = script.steps().stream()
                .filter(Step.Scan.class::isInstance)
                .map(Step.Scan.class::cast)
                .toList();

        assertThat(scans).hasSize(2_000).extracting(Step.Scan::number).doesNotHaveDuplicates();
        assertThat(scans.stream().filter(scan -> scan.telling() == Telling.LOST).count())
                .isBetween(60L, 150L);
    }

    @Test
    void takesEveryServiceAwayOnceAndKillsAllAlong() {
        assertThat(script.steps().stream()
                        .filter(Step.Outage.class::isInstance)
                        .map(step -> ((Step.Outage) step).service()))
                .containsExactly(Step.Service.values());
        assertThat(script.steps().stream().filter(Step.Kill.class::isInstance).count())
                .isGreaterThan(5);
    }

    @Test
    void killsEachReplicaAlsoInAShortRunWhateverTheSeed() {
        for (int seed = 0; seed < 50; seed++) {
            assertThat(Script.of(seed, 100).steps().stream()
                            .filter(Step.Kill.class::isInstance)
                            .map(step -> ((Step.Kill) step).replica()))
                    .contains(0, 1);
        }
    }

    @Test
    void isInTheOrderOfTime() {
        assertThat(script.steps()).isSortedAccordingTo(Comparator.comparing(Step::at));
        assertThat(script.steps().stream()
                        .filter(step -> step instanceof Step.Rescan || step instanceof Step.Repeat)
                        .count())
                .isGreaterThan(400);
    }
}
