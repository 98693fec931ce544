package dev.scanrelay.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND = 1_000_000_000;

    private final Pace pace = new Pace(100, Duration.ofSeconds(10));

    @Test
    void judgesOnlyWholeWindows() {
        assertThat(pace.holds(0, 9 * SECOND)).isTrue();
        assertThat(pace.holds(0, SECOND)).isFalse();
    }

    @Test
    void beginsEachWindowAnew() {
        assertThat(pace.holds(1_000_000, 10 * SECOND)).isTrue();
        assertThat(pace.holds(999, 10 * SECOND)).isFalse();
        assertThat(pace.holds(1_000, 10 * SECOND)).isTrue();
    }

    @Test
    void neverComplainsWithoutAMinimum() {
        assertThat(new Pace(0, Duration.ofSeconds(1)).holds(0, 100 * SECOND)).isTrue();
    }
}
