package dev.scanrelay.fetch;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The attempts of this process that hold a lease now. */
@ApplicationScoped
class InFlight {

    private final Set<Hold> holds = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition nobody = lock.newCondition();

    /** The calling thread begins to work on the order. */
    Hold begin(Lease lease) {
        Hold hold = new Hold(lease, Thread.currentThread());
        holds.add(hold);
        return hold;
    }

    /** The attempt has let go of everything. */
    void gone(Hold hold) {
        holds.remove(hold);
        lock.lock();
        try {
            nobody.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int count() {
        return holds.size();
    }

    List<Lease> leases() {
        return holds.stream().map(Hold::lease).toList();
    }

    /** Stops those whose lease is none of these; an attempt that began since the leases were read is not in question. */
    void stopAllBut(Set<Lease> ours, List<Lease> asked) {
        holds.stream()
                .filter(hold -> asked.contains(hold.lease()) && !ours.contains(hold.lease()))
                .forEach(hold -> hold.stop("lease lost"));
    }

    void stopAll() {
        holds.forEach(hold -> hold.stop("stopping"));
    }

    /** Waits until nobody is left, or the time is up. */
    boolean awaitNobody(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (!holds.isEmpty() && left > 0) {
                left = nobody.awaitNanos(left);
            }
            return holds.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
