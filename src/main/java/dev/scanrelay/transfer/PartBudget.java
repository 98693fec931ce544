package dev.scanrelay.transfer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The process's part buffers. A transfer comes in with its whole quota reserved or waits outside, so transfers cannot wait for
 * each other's buffers. First come, first served; but one owner holds a share at most, and those behind him pass.
 */
public final class PartBudget {

    private static final byte[] NONE = new byte[0];

    private final int total;
    private final int bufferSize;
    private final int mostPerOwner;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Waiter> waiting = new ArrayList<>();
    private final Map<String, Integer> heldBy = new HashMap<>();
    private final Deque<byte[]> pool = new ArrayDeque<>();
    private int free;

    PartBudget(int total, int bufferSize, int mostPerOwner) {
        this.total = total;
        this.bufferSize = bufferSize;
        this.mostPerOwner = mostPerOwner;
        this.free = total;
    }

    /** All buffers. */
    public int total() {
        return total;
    }

    /** Buffers reserved by transfers under way. */
    public int reserved() {
        return locked(() -> total - free);
    }

    /** Transfers waiting for their quota. */
    public int waiting() {
        return locked(waiting::size);
    }

    /** Waits for a quota of that many buffers; closing it gives them back. */
    Quota reserve(String owner, int buffers) throws InterruptedException {
        lock.lockInterruptibly();
        Waiter waiter = new Waiter(owner, buffers, lock.newCondition());
        try {
            waiting.add(waiter);
            admit();
            while (!waiter.admitted) {
                waiter.turn.await();
            }
            return new Quota(owner, buffers);
        } catch (InterruptedException stop) {
            leave(waiter);
            throw stop;
        } finally {
            lock.unlock();
        }
    }

    private void leave(Waiter waiter) {
        waiting.remove(waiter);
        if (waiter.admitted) {
            release(waiter.owner, waiter.buffers);
        }
        admit();
    }

    private void admit() {
        Iterator<Waiter> queue = waiting.iterator();
        while (queue.hasNext()) {
            Waiter next = queue.next();
            boolean withinShare = heldBy.getOrDefault(next.owner, 0) + next.buffers <= mostPerOwner;
            if (withinShare && next.buffers > free) {
                return; // nobody overtakes one whose turn it is
            }
            if (withinShare) {
                queue.remove();
                free -= next.buffers;
                heldBy.merge(next.owner, next.buffers, Integer::sum);
                next.admitted = true;
                next.turn.signal();
            }
        }
    }

    private void release(String owner, int buffers) {
        free += buffers;
        heldBy.computeIfPresent(owner, (who, held) -> held == buffers ? null : held - buffers);
        admit();
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** The buffers of one transfer. */
    final class Quota implements AutoCloseable {

        private final String owner;
        private final int buffers;
        private final Semaphore unused;

        private Quota(String owner, int buffers) {
            this.owner = owner;
            this.buffers = buffers;
            this.unused = new Semaphore(buffers);
        }

        /** Waits for one of this transfer's own buffers. Its content is what was left in it. */
        byte[] take() throws InterruptedException {
            unused.acquire();
            byte[] pooled = locked(() -> pool.isEmpty() ? NONE : pool.pop());
            return pooled.length == 0 ? new byte[bufferSize] : pooled;
        }

        void give(byte[] buffer) {
            locked(() -> {
                pool.push(buffer);
                return buffer;
            });
            unused.release();
        }

        /** To be called when nobody uses the buffers any more. */
        @Override
        public void close() {
            locked(() -> {
                release(owner, buffers);
                return owner;
            });
        }
    }

    private static final class Waiter {

        private final String owner;
        private final int buffers;
        private final Condition turn;
        private boolean admitted;

        Waiter(String owner, int buffers, Condition turn) {
            this.owner = owner;
            this.buffers = buffers;
            this.turn = turn;
        }
    }
}
