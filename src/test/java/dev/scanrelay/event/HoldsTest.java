package dev.scanrelay.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scanrelay.testing.MovableClock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HoldsTest {

    private static final Duration LENGTH = Duration.ofSeconds(30);

    private final MovableClock clock = new MovableClock();
    private final Set<String> missing = new HashSet<>();
    private final Holds holds = new Holds(clock, LENGTH, missing::contains);

    @Test
    void triesATopicAgainAfterTheHold() {
        holds.hold("partner");

        assertThat(holds.held()).containsExactly("partner");
        clock.advance(LENGTH);
        assertThat(holds.held()).isEmpty();
    }

    @Test
    void doesNotTryATopicThatIsMissingUntilItIsThere() {
        missing.add("dlq");
        holds.holdUntilThere("dlq");

        clock.advance(LENGTH);
        assertThat(holds.held()).containsExactly("dlq");
        missing.clear();
        assertThat(holds.held()).containsExactly("dlq"); // it is looked for as often as it would be tried
        clock.advance(LENGTH);
        assertThat(holds.held()).isEmpty();
    }

    @Test
    void triesWhatTheBrokerDoesNotCallMissing() {
        holds.holdUntilThere("partner");

        clock.advance(LENGTH);

        assertThat(holds.held()).isEmpty();
    }
}
