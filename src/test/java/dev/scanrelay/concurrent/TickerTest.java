package dev.scanrelay.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TickerTest {

    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration APART = Duration.ofMillis(20);

    private final AtomicInteger turns = new AtomicInteger();
    private final List<Long> begun = new CopyOnWriteArrayList<>();
    private Ticker ticker = new Ticker("none", NEVER, () -> false);

    @AfterEach
    void stop() {
        ticker.stop();
    }

    @Test
    void goesOnWithoutAPauseWhileThereIsMore() {
        ticker = new Ticker("test", NEVER, () -> turns.incrementAndGet() < 3);
        ticker.start();

        await().until(turns::get, value -> value == 3);
    }

    @Test
    void takesATurnAfterEachWakeThatCameOnceTheLastHadBegun() {
        ticker = new Ticker("test", NEVER, APART, this::turn);
        ticker.start();
        await().until(turns::get, value -> value == 1);

        ticker.wake();

        await().until(turns::get, value -> value == 2);
    }

    @Test
    void keepsTurnsApartHoweverOftenItIsWoken() {
        ticker = new Ticker("test", NEVER, APART, () -> {
            begun.add(System.nanoTime());
            ticker.wake();
            return turn();
        });
        ticker.start();
        await().until(turns::get, value -> value >= 5);
        ticker.stop();

        List<Long> seen = List.copyOf(begun.subList(0, 5));
        for (int next = 1; next < seen.size(); next++) {
            assertThat(Duration.ofNanos(seen.get(next) - seen.get(next - 1)))
                    .isGreaterThan(APART.dividedBy(2)); // a turn is timed from a little before it begins
        }
    }

    @Test
    void goesOnAfterAnOutage() {
        ticker = new Ticker("test", Duration.ofMillis(1), () -> {
            if (turns.incrementAndGet() == 1) {
                throw new IllegalStateException("out");
            }
            return false;
        });
        ticker.start();

        await().until(turns::get, value -> value >= 2);
    }

    private boolean turn() {
        turns.incrementAndGet();
        return false;
    }
}
