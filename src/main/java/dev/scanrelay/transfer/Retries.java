package dev.scanrelay.transfer;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Tries a request again while the store fails in a way that may pass; the wait doubles. An interrupted thread stops trying. */
record Retries(int attempts, Duration firstDelay) {

    <T> T run(Supplier<T> request) {
        Duration delay = firstDelay;
        for (int attempt = 1; ; attempt++) {
            try {
                return request.get();
            } catch (StoreException failure) {
                if (failure.kind() == StoreException.Kind.PERMANENT
                        || attempt >= attempts
                        || interruptedWithin(delay)) {
                    throw failure;
                }
            }
            delay = delay.multipliedBy(2);
        }
    }

    private static boolean interruptedWithin(Duration delay) {
        try {
            return new CountDownLatch(1).await(delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
