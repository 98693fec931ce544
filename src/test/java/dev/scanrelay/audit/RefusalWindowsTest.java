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
    void tellsOnlySoManyOfAPartnerApartAndSumsItsOthersUpAsThePartners() {
        flood("default");

        assertThat(windows.opened(of("one more", 401), NOW)).contains(others("default", 401));
        assertThat(windows.opened(of("and more", 401), NOW)).isEmpty();
        assertThat(windows.opened(of("one more", 429), NOW)).contains(others("default", 429));
        assertThat(windows.opened(of("k7", 401), NOW)).isEmpty();

        assertThat(windows.closeAll())
                .containsExactlyInAnyOrder(
                        new RefusalWindows.Sum(others("default", 401), 1), new RefusalWindows.Sum(of("k7", 401), 1));
    }

    @Test
    void leavesOtherPartnersAndNobodyTheirWindowsThoughOneIsFlooded() {
        flood("flooded");
        windows.opened(of("flooded", "one more", 401), NOW);

        assertThat(windows.opened(KNOWN, NOW)).contains(KNOWN);
        assertThat(windows.opened(Refusal.anybodys(401), NOW)).contains(Refusal.anybodys(401));
    }

    @Test
    void tellsApartAgainOnceTheWindowsOfAFloodAreClosed() {
        flood("default");
        windows.close(LATER);

        assertThat(windows.opened(of("one more", 401), LATER)).contains(of("one more", 401));
    }

    @Test
    void keepsASumThatFindsNoRoomAsThePartners() {
        flood("default");
        windows.unrecorded(new RefusalWindows.Sum(of("one more", 401), 7), NOW);

        assertThat(windows.closeAll()).containsExactly(new RefusalWindows.Sum(others("default", 401), 7));
    }

    private void flood(String partner) {
        for (int key = 0; key < RefusalWindows.SHARE; key++) {
            Refusal refusal = of(partner, "k" + key, 401);
            assertThat(windows.opened(refusal, NOW)).contains(refusal);
        }
    }

    private static Refusal others(String partner, int status) {
        return new Refusal(Actor.nobodyAt(partner), Optional.empty(), status);
    }

    private static Refusal of(String key, int status) {
        return of("default", key, status);
    }

    private static Refusal of(String partner, String key, int status) {
        return new Refusal(new Actor(Actor.Kind.KEY, key, partner), Optional.of(key), status);
    }
}
