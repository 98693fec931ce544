package dev.scanrelay.testing;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds a property against many made-up cases. Each is made from the seed and its number alone, so {@code -Dfuzz.seed=7
 * -Dfuzz.case=1234} makes one of them again.
 */
public final class Fuzzing {

    /** What has to be so in every case. */
    @FunctionalInterface
    public interface Property {
        void check(Random random) throws Exception;
    }

    private static final long USUAL_SEED = 20260301;
    private static final Duration HANGING = Duration.ofSeconds(30);
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final String what;
    private final long seed;
    private final AtomicInteger number = new AtomicInteger();

    private Fuzzing(String what, long seed) {
        this.what = what;
        this.seed = seed;
    }

    /** The same cases each time: a build of the same sources has the same result. */
    public static void few(String what, int cases, Property property) {
        new Fuzzing(what, Long.getLong("fuzz.seed", USUAL_SEED)).run(cases, property);
    }

    /** Other cases each time; the seed is printed. */
    public static void many(String what, int cases, Property property) {
        Fuzzing fuzzing = new Fuzzing(what, Long.getLong("fuzz.seed", System.nanoTime()));
        System.out.printf("fuzz: %s, %d cases, -Dfuzz.seed=%d%n", what, cases, fuzzing.seed);
        fuzzing.run(cases, property);
    }

    private void run(int cases, Property property) {
        int only = Integer.getInteger("fuzz.case", -1);
        int first = only < 0 ? 0 : only;
        int end = only < 0 ? cases : only + 1;
        FutureTask<Void> all = new FutureTask<>(() -> {
            for (int at = first; at < end; at++) {
                number.set(at);
                property.check(new Random(seed ^ (at * SPREAD)));
            }
            return null;
        });
        Thread worker = Thread.ofPlatform().daemon().name("fuzz").start(all);
        watch(all, worker);
    }

    /** Fails when one case takes too long, which nothing in it could do by itself. */
    private void watch(FutureTask<Void> all, Thread worker) {
        for (int before = -1; ; before = number.get()) {
            try {
                all.get(HANGING.toSeconds(), TimeUnit.SECONDS);
                return;
            } catch (TimeoutException stillRunning) {
                if (before == number.get()) {
                    throw hanging(worker);
                }
            } catch (ExecutionException failed) {
                throw new AssertionError(theCase(), failed.getCause());
            } catch (InterruptedException stopped) {
                worker.interrupt();
                Thread.currentThread().interrupt();
                throw new AssertionError(theCase(), stopped);
            }
        }
    }

    private AssertionError hanging(Thread worker) {
        AssertionError hang = new AssertionError(theCase() + " hangs");
        hang.setStackTrace(worker.getStackTrace());
        return hang;
    }

    private String theCase() {
        return "%s: -Dfuzz.seed=%d -Dfuzz.case=%d".formatted(what, seed, number.get());
    }
}
