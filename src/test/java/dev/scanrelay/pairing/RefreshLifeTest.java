package dev.scanrelay.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefreshLifeTest {

    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void renewsOneToTwoTimesAheadOfTheAccessTokensEnd() {
        assertThat(life(Optional.empty(), Optional.empty()).renewAt(NOW, NOW.plus(HOUR)))
                .isBetween(NOW.plus(Duration.ofMinutes(50)), NOW.plus(Duration.ofMinutes(55)));
    }

    @Test
    void renewsAheadOfAnIdleEndThatComesSooner() {
        assertThat(life(Optional.empty(), Optional.of(Duration.ofMinutes(30))).renewAt(NOW, NOW.plus(HOUR)))
                .isBetween(NOW.plus(Duration.ofMinutes(20)), NOW.plus(Duration.ofMinutes(25)));
    }

    @Test
    void doesNotRenewAtOnceHoweverShortTokensLive() {
        assertThat(life(Optional.empty(), Optional.empty()).renewAt(NOW, NOW.plusSeconds(60)))
                .isEqualTo(NOW.plusSeconds(30));
        assertThat(life(Optional.empty(), Optional.empty()).renewAt(NOW, NOW)).isEqualTo(NOW.plusSeconds(15));
    }

    @ParameterizedTest
    @CsvSource({"P180D, P30D, P150D, P180D", "P180D, P30D, P20D, P50D", "P180D, , P20D, P180D", ", P30D, P20D, P50D"})
    void endsAtTheEarlierOfItsKnownEnds(Duration absolute, Duration idle, Duration renewedAfter, Duration end) {
        RefreshLife life = life(Optional.ofNullable(absolute), Optional.ofNullable(idle));

        assertThat(life.end(NOW, NOW.plus(renewedAfter))).contains(NOW.plus(end));
    }

    @Test
    void hasNoEndThatNobodyKnows() {
        assertThat(life(Optional.empty(), Optional.empty()).end(NOW, NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"P15D, ", "P14D, 14", "P8D, 14", "P7D, 7", "P2D, 7", "P1D, 1", "PT1M, 1", "PT-1H, 1"})
    void isToldInThreeSteps(Duration left, Integer step) {
        assertThat(ExpiryPass.step(left)).isEqualTo(Optional.ofNullable(step));
    }

    private static RefreshLife life(Optional<Duration> absolute, Optional<Duration> idle) {
        return new RefreshLife(absolute, idle, AHEAD, Duration.ofSeconds(15));
    }
}
