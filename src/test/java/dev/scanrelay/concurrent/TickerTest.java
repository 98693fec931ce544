package dev.scanrelay.concurrent;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TickerTest {

    private static final Duration NEVER = Duration.ofHours(1);

    private final AtomicInteger turns = new AtomicInteger();
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
        ticker = new Ticker("test", NEVER, this::turn);
        ticker.start();
        await().until(turns::get, value -> value == 1);

        ticker.wake();

        await().until(turns::get, value -> value == 2);
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
