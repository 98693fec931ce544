package dev.scanrelay.concurrent;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * So many of something at a time, shared: nobody holds more than are left free. So whoever comes next finds one, however many others hold all that
 * they may.
 */
public final class Shares<K> {

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition givenBack = lock.newCondition();
    private final Map<K, Integer> held = new HashMap<>();
    private int free;

    public Shares(int all) {
        this.free = all;
    }

    /** Waits so long at most for one to be given back; false: there is none for him. Whoever got one has to give it back. */
    public boolean take(K who, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (of(who) >= free) {
                if (left <= 0) {
                    return false;
                }
                left = givenBack.awaitNanos(left);
            }
            return hold(who);
        } finally {
            lock.unlock();
        }
    }

    /** As above, without waiting. */
    public boolean take(K who) {
        lock.lock();
        try {
            return of(who) < free && hold(who);
        } finally {
            lock.unlock();
        }
    }

    public void giveBack(K who) {
        lock.lock();
        try {
            held.computeIfPresent(who, (holder, count) -> count == 1 ? null : count - 1);
            free++;
            givenBack.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean hold(K who) {
        held.merge(who, 1, Integer::sum);
        free--;
        return true;
    }

    private int of(K who) {
        return held.getOrDefault(who, 0);
    }
}
