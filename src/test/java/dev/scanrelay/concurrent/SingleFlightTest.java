package dev.scanrelay.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SingleFlightTest {

    private final SingleFlight<String, String> flights = new SingleFlight<>();

    @AfterEach
    void calm() {
        Thread.interrupted();
    }

    /** Align may have spent the refresh token already: an answer that nobody takes costs the grant. */
    @Test
    void goesOnToItsEndWhenTheCallerIsToldToStop() {
        Thread.currentThread().interrupt();

        String answer = flights.join("grant", SingleFlightTest::askAlign);

        assertThat(answer).isEqualTo("new tokens");
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void passesTheFailureOnAndFliesAgainAfterwards() {
        assertThatIllegalStateException()
                .isThrownBy(() -> flights.join("grant", () -> {
                    throw new IllegalStateException("refused");
                }));

        assertThat(flights.join("grant", () -> "afterwards")).isEqualTo("afterwards");
    }

    /** Often, as the former run ends on another thread than the one that asks again. */
    @Test
    void fliesAgainForWhoAsksOnHearingTheOutcome() {
        for (int round = 0; round < 2_000; round++) {
            flights.join("grant", () -> "former");

            assertThat(flights.join("grant", () -> "new")).isEqualTo("new");
        }
    }

    @Test
    void isOneForAllWhoWantTheSameMeanwhile() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Supplier<String> work = () -> {
            runs.incrementAndGet();
            begun.countDown();
            awaitUninterrupted(end);
            return "one answer";
        };
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> first = callers.submit(() -> flights.join("grant", work));
            begun.await();
            List<Thread> others = new ArrayList<>();
            List<Future<String>> answers = IntStream.range(0, 5)
                    .mapToObj(number -> callers.submit(() -> {
                        synchronized (others) {
                            others.add(Thread.currentThread());
                        }
                        return flights.join("grant", work);
                    }))
                    .toList();
            await().until(() -> waiting(others) == 5);

            assertThat(flights.join("another", () -> "of its own")).isEqualTo("of its own");
            end.countDown();

            assertThat(first.get()).isEqualTo("one answer");
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo("one answer");
            }
        }
        assertThat(runs).hasValue(1);
    }

    private static long waiting(List<Thread> threads) {
        synchronized (threads) {
            return threads.stream()
                    .filter(thread -> thread.getState() == Thread.State.WAITING)
                    .count();
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException never) {
            throw new IllegalStateException(never);
        }
    }

    // As an HTTP client does: an interrupted thread gets no answer.
    private static String askAlign() {
        return Thread.currentThread().isInterrupted() ? "answer lost" : "new tokens";
    }
}
