package dev.scanrelay.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void waitsLongerEachTimeUpToTwoMinutes() {
        Pace pace = new Pace(() -> 1);

        assertThat(pace.failed(Optional.empty())).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.failed(Optional.empty())).isEqualTo(Duration.ofSeconds(2));
        for (int more = 0; more < 100; more++) {
            pace.failed(Optional.empty());
        }
        assertThat(pace.failed(Optional.empty())).isEqualTo(Duration.ofMinutes(2));
        pace.worked();
        assertThat(pace.failed(Optional.empty())).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void leavesAtLeastHalfOfItToChance() {
        assertThat(new Pace(() -> 0).failed(Optional.empty())).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void obeysTheServiceUpToAnHour() {
        Pace pace = new Pace(() -> 1);

        assertThat(pace.failed(Optional.of(Duration.ofSeconds(30)))).isEqualTo(Duration.ofSeconds(30));
        assertThat(pace.failed(Optional.of(Duration.ofDays(3)))).isEqualTo(Duration.ofHours(1));
        assertThat(pace.failed(Optional.of(Duration.ZERO))).isEqualTo(Duration.ofSeconds(4));
    }
}
