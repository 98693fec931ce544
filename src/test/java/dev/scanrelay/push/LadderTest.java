package dev.scanrelay.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LadderTest {

    private final Ladder ladder = new Ladder(Settings.with(Map.of("jitter", "0")), () -> 0.5);

    @ParameterizedTest
    @CsvSource({
        "0, PT5S",
        "1, PT5M",
        "2, PT30M",
        "3, PT2H",
        "4, PT5H",
        "5, PT10H",
        "6, PT14H",
        "7, PT20H",
        "8, PT24H",
        "9, PT24H",
        "20, PT24H"
    })
    void climbsStepByStepAndThenDaily(int attempts, Duration wait) {
        assertThat(ladder.after(attempts, Duration.ZERO, Optional.empty())).contains(wait);
    }

    @Test
    void givesUpAfterFourteenDays() {
        assertThat(ladder.after(12, Duration.ofDays(14).minusSeconds(1), Optional.empty()))
                .isPresent();
        assertThat(ladder.after(12, Duration.ofDays(14), Optional.empty())).isEmpty();
    }

    @Test
    void triesWhatWaitedLongForItsEndpointLikeAnythingNew() {
        assertThat(ladder.after(0, Duration.ofDays(60), Optional.empty())).contains(Duration.ofSeconds(5));
        assertThat(ladder.after(8, Duration.ofDays(60), Optional.empty())).contains(Duration.ofHours(24));
        assertThat(ladder.after(9, Duration.ofDays(60), Optional.empty())).isEmpty();
    }

    @Test
    void obeysRetryAfterWithinBounds() {
        assertThat(ladder.after(0, Duration.ZERO, Optional.of(Duration.ofMinutes(2))))
                .contains(Duration.ofMinutes(2));
        assertThat(ladder.after(3, Duration.ZERO, Optional.of(Duration.ofSeconds(1))))
                .contains(Duration.ofHours(2));
        assertThat(ladder.after(0, Duration.ZERO, Optional.of(Duration.ofDays(400))))
                .contains(Duration.ofHours(24));
    }

    @Test
    void spreadsTheWaits() {
        Ladder early = new Ladder(Settings.with(Map.of()), () -> 0);
        Ladder late = new Ladder(Settings.with(Map.of()), () -> 1);

        assertThat(early.after(0, Duration.ZERO, Optional.empty())).contains(Duration.ofSeconds(4));
        assertThat(late.after(0, Duration.ZERO, Optional.empty())).contains(Duration.ofSeconds(6));
    }
}
