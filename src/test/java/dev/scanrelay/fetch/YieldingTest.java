package dev.scanrelay.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class YieldingTest {

    private static final double BUSY = 0.9;
    private static final double EASY = 0.2;
    private static final double BETWEEN = 0.6;

    private final Yielding yielding = new Yielding(4);

    @Test
    void beginsWithOneAndGrowsByOneATurnUpToAllHands() {
        assertThat(yielding.allowed()).isEqualTo(1);
        for (int allowed = 2; allowed <= 4; allowed++) {
            assertThat(yielding.next(false, BUSY)).isTrue();
            assertThat(yielding.allowed()).isEqualTo(allowed);
        }
        assertThat(yielding.next(false, BUSY)).isFalse();
        assertThat(yielding.allowed()).isEqualTo(4);
    }

    @Test
    void goesOnWithOneWhereLiveOrdersNeedTheProcessors() {
        grow();
        assertThat(yielding.next(true, BUSY)).isFalse();
        assertThat(yielding.allowed()).isEqualTo(1);
        assertThat(yielding.next(true, BUSY)).isFalse();
        assertThat(yielding.allowed()).isEqualTo(1);
    }

    @Test
    void growsBesideLiveOrdersThatLeaveTheProcessorsIdle() {
        assertThat(yielding.next(true, EASY)).isTrue();
        assertThat(yielding.allowed()).isEqualTo(2);
    }

    @Test
    void staysWhereTheProcessorsAreNeitherIdleNorBusy() {
        yielding.next(true, EASY);
        assertThat(yielding.next(true, BETWEEN)).isFalse();
        assertThat(yielding.allowed()).isEqualTo(2);
    }

    @Test
    void aSingleHandIsNeverTakenAway() {
        Yielding single = new Yielding(1);
        assertThat(single.next(false, EASY)).isFalse();
        assertThat(single.next(true, BUSY)).isFalse();
        assertThat(single.allowed()).isEqualTo(1);
    }

    @Test
    void theLoadOfTheProcessorsIsAFraction() {
        assertThat(Processors.load()).isBetween(0.0, 1.0);
    }

    private void grow() {
        for (int turn = 0; turn < 4; turn++) {
            yielding.next(false, EASY);
        }
    }
}
