package dev.scanrelay.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.security.DiscoveryGate.Pass;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DiscoveryGateTest {

    private final StoppedClock clock = new StoppedClock();
    private final DiscoveryGate gate = new DiscoveryGate(clock);

    @Test
    void letsOneAskAndTellsTheOthersWhenThatHasEnded() {
        Pass.Ask first = (Pass.Ask) gate.enter();
        Pass.Wait second = (Pass.Wait) gate.enter();
        CompletableFuture<Void> waiting = second.ended().subscribeAsCompletionStage();
        clock.now = clock.now.plus(Duration.ofMinutes(1));

        assertThat(gate.enter()).isInstanceOf(Pass.Wait.class);
        assertThat(waiting).isNotDone();
        first.ended().run();

        assertThat(waiting).isCompleted();
    }

    @Test
    void pausesAfterAnAttempt() {
        ((Pass.Ask) gate.enter()).ended().run();

        assertThat(gate.enter()).isInstanceOf(Pass.Pause.class);
        clock.now = clock.now.plus(DiscoveryGate.PAUSE).minusMillis(1);
        assertThat(gate.enter()).isInstanceOf(Pass.Pause.class);
        clock.now = clock.now.plusMillis(1);
        assertThat(gate.enter()).isInstanceOf(Pass.Ask.class);
    }

    @Test
    void takesAnEndForOneHoweverOftenItIsTold() {
        Pass.Ask first = (Pass.Ask) gate.enter();
        first.ended().run();
        clock.now = clock.now.plus(DiscoveryGate.PAUSE);

        Pass second = gate.enter();
        first.ended().run();

        assertThat(second).isInstanceOf(Pass.Ask.class);
        assertThat(gate.enter()).isInstanceOf(Pass.Wait.class);
    }

    @Test
    void letsAWaiterGoWithoutTheOthers() {
        Pass.Ask first = (Pass.Ask) gate.enter();
        CompletableFuture<Void> leaving = ((Pass.Wait) gate.enter()).ended().subscribeAsCompletionStage();

        leaving.cancel(true);

        assertThat(gate.enter()).isInstanceOf(Pass.Wait.class);
        first.ended().run();
        assertThat(gate.enter()).isInstanceOf(Pass.Pause.class);
    }

    private static final class StoppedClock extends Clock {

        private Instant now = Instant.parse("2026-03-02T09:15:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
