package dev.scanrelay.local.exam;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Wakes who waits for a call of the vendor. */
final class Watch {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Does it with nobody looking, then lets those who wait look. */
    void record(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #record}, and what it comes to. */
    <T> T change(Supplier<T> change) {
        lock.lock();
        try {
            return change.get();
        } finally {
            changed.signalAll();
            lock.unlock();
        }
    }

    /** What there is, with nobody changing it meanwhile. */
    <T> T look(Supplier<T> at) {
        lock.lock();
        try {
            return at.get();
        } finally {
            lock.unlock();
        }
    }

    /** Whether it came true in this time. */
    boolean until(BooleanSupplier condition, Duration time) throws InterruptedException {
        long left = time.toNanos();
        if (!lock.tryLock(left, TimeUnit.NANOSECONDS)) {
            return false;
        }
        try {
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
