package dev.scanrelay.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharesTest {

    private static final Duration MOMENT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Shares<String> shares = new Shares<>(16);

    @Test
    void leavesAsManyFreeAsOneHolds() {
        assertThat(takeAll("greedy")).isEqualTo(8);
        assertThat(shares.take("other")).isTrue();
    }

    @Test
    void leavesSomeHoweverManyTakeAllTheyCan() {
        List.of("a", "b", "c").forEach(this::takeAll);

        assertThat(shares.take("d")).isTrue();
    }

    @Test
    void waitsForOneThatIsGivenBack() {
        takeAll("one");
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> take("one", LONG));

        shares.giveBack("one");

        assertThat(waiting).succeedsWithin(LONG).isEqualTo(true);
    }

    @Test
    void waitsNoLongerThanItIsTold() {
        int all = takeAll("one");

        assertThat(take("one", MOMENT)).isFalse();

        IntStream.range(0, all).forEach(number -> shares.giveBack("one"));
        assertThat(takeAll("one")).isEqualTo(all); // none was lost
    }

    private int takeAll(String who) {
        int taken = 0;
        while (shares.take(who)) {
            taken++;
        }
        return taken;
    }

    private boolean take(String who, Duration patience) {
        try {
            return shares.take(who, patience);
        } catch (InterruptedException toldToEnd) {
            throw new IllegalStateException(toldToEnd);
        }
    }
}
