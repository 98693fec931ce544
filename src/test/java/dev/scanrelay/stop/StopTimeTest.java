package dev.scanrelay.stop;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StopTimeTest {

    private final AtomicLong nanos = new AtomicLong(-5);
    private final StopTime stop = new StopTime(ofSeconds(30), nanos::get);

    @Test
    void shortensNoWaitWhileTheProcessRuns() {
        assertThat(stop.atMost(ofSeconds(40))).isEqualTo(ofSeconds(40));
    }

    @Test
    void givesEachWaitNoMoreThanWhatTheOnesBeforeItLeft() {
        stop.begin();
        pass(ofSeconds(10));
        assertThat(stop.atMost(ofSeconds(8))).isEqualTo(ofSeconds(8));
        assertThat(stop.atMost(ofSeconds(25))).isEqualTo(ofSeconds(18));

        pass(ofSeconds(17));
        assertThat(stop.atMost(ofSeconds(8))).isEqualTo(ofSeconds(1));

        pass(ofSeconds(5));
        assertThat(stop.atMost(ofSeconds(8))).isZero();
    }

    @Test
    void countsFromTheFirstSign() {
        stop.begin();
        pass(ofSeconds(20));
        stop.begin();

        assertThat(stop.atMost(ofSeconds(25))).isEqualTo(ofSeconds(8));
    }

    @Test
    void stopsTheStartWhereAWaitLeavesNoTimeForTheRest() {
        assertThatCode(() -> stop.requireRoom("scanrelay.fetch.shutdown", ofSeconds(25)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> stop.requireRoom("scanrelay.fetch.shutdown", ofSeconds(26)))
                .hasMessageContaining("scanrelay.fetch.shutdown does not fit scanrelay.stop.grace")
                .hasMessageContaining("scanrelay.fetch.shutdown=25s");
    }

    @Test
    void stopsTheStartWhereCallsLeaveNoTimeForTheRest() {
        assertThatCode(() -> stop.checkCalls(ofSeconds(3), ofSeconds(22))).doesNotThrowAnyException();
        assertThatThrownBy(() -> stop.checkCalls(ofSeconds(3), ofSeconds(23)))
                .hasMessageContaining("quarkus.shutdown.timeout and quarkus.shutdown.delay together do not fit");
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
