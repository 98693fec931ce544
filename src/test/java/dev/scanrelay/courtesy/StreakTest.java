package dev.scanrelay.courtesy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreakTest {

    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final Party ONE = new Party("default", "1");
    private static final Party TWO = new Party("default", "2");

    private final Streak streak = new Streak(3, Duration.ofMinutes(1));

    @Test
    void countsAccountsOnceThereAreEnoughFailures() {
        assertThat(streak.add(ONE, NOW)).isZero();
        assertThat(streak.add(ONE, NOW)).isZero();
        assertThat(streak.add(ONE, NOW)).isEqualTo(1);
        assertThat(streak.add(TWO, NOW)).isEqualTo(2);
    }

    @Test
    void endsWithAnyAnswer() {
        streak.add(ONE, NOW);
        streak.add(TWO, NOW);

        streak.end();

        assertThat(streak.add(ONE, NOW)).isZero();
    }

    @Test
    void forgetsWhatIsOld() {
        streak.add(ONE, NOW);
        streak.add(TWO, NOW);

        assertThat(streak.add(ONE, NOW.plusSeconds(61))).isZero();
    }

    @Test
    void tellsTheSameAccountOfTwoPartnersApart() {
        streak.add(ONE, NOW);
        streak.add(new Party("acme", "1"), NOW);

        assertThat(streak.add(ONE, NOW)).isEqualTo(2);
    }

    @Test
    void staysSmall() {
        IntStream.range(0, 5000).forEach(number -> streak.add(new Party("default", "" + number), NOW));

        assertThat(streak.add(ONE, NOW)).isEqualTo(1000);
    }
}
