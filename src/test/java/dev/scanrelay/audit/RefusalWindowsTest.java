package dev.scanrelay.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefusalWindowsTest {

    private static final Instant NOW = Instant.parse("2026-03-02T09:15:00Z");
    private static final Instant LATER = NOW.plus(RefusalWindows.LENGTH);
    private static final Refusal KNOWN = of("k1", 401);

    private final RefusalWindows windows = new RefusalWindows();

    @Test
    void recordsTheFirstAndCountsTheOthersOfAWindow() {
        assertThat(windows.opened(KNOWN, NOW)).contains(KNOWN);
        assertThat(windows.opened(KNOWN, NOW)).isEmpty();
        assertThat(windows.opened(KNOWN, NOW)).isEmpty();

        assertThat(windows.close(LATER.minusMillis(1))).isEmpty();
        assertThat(windows.close(LATER)).containsExactly(new RefusalWindows.Sum(KNOWN, 2));
        assertThat(windows.close(LATER)).isEmpty();
    }

    @Test
    void tellsKindsApart() {
        assertThat(windows.opened(KNOWN, NOW)).isPresent();
        assertThat(windows.opened(of("k2", 401), NOW)).isPresent();
        assertThat(windows.opened(of("k1", 429), NOW)).isPresent();
        assertThat(windows.opened(Refusal.anybodys(401), NOW)).isPresent();
    }

    @Test
    void opensAnewAfterAQuietWindowAndSumsNothingUp() {
        windows.opened(KNOWN, NOW);

        assertThat(windows.close(LATER)).isEmpty();
        assertThat(windows.opened(KNOWN, LATER)).contains(KNOWN);
    }

    @Test
    void countsAFirstThatCouldNotBeRecorded() {
        windows.opened(KNOWN, NOW);
        windows.unrecorded(new RefusalWindows.Sum(KNOWN, 1), NOW);
        windows.opened(KNOWN, NOW);

        assertThat(windows.close(LATER)).containsExactly(new RefusalWindows.Sum(KNOWN, 2));
    }

    @Test
    void keepsASumThatCouldNotBeRecorded() {
        windows.unrecorded(new RefusalWindows.Sum(KNOWN, 7), NOW);
        windows.opened(KNOWN, NOW);

        assertThat(windows.close(LATER)).containsExactly(new RefusalWindows.Sum(KNOWN, 8));
    }

    @Test
    void holdsOnlySoManyHoweverManyCome() {
        for (int key = 0; key < RefusalWindows.MOST; key++) {
            assertThat(windows.opened(of("k" + key, 401), NOW)).isPresent();
        }

        assertThat(windows.opened(of("one more", 401), NOW)).contains(Refusal.anybodys(401));
        assertThat(windows.opened(of("and more", 401), NOW)).isEmpty();
        assertThat(windows.opened(of("k7", 401), NOW)).isEmpty();

        assertThat(windows.closeAll())
                .containsExactlyInAnyOrder(
                        new RefusalWindows.Sum(Refusal.anybodys(401), 1), new RefusalWindows.Sum(of("k7", 401), 1));
    }

    private static Refusal of(String key, int status) {
        return new Refusal(new Actor(Actor.Kind.KEY, key, "default"), Optional.of(key), status);
    }
}
