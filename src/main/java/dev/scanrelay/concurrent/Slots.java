package dev.scanrelay.concurrent;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** So many of something at a time and no more. Nobody waits: who finds none free is told so. */
public final class Slots {

    private final int all;
    private final Semaphore free;

    /** @param all from 1; whoever reads it from a setting checks it there */
    public Slots(int all) {
        this.all = all;
        this.free = new Semaphore(all);
    }

    /** Empty if there is none left; who gets one has to close it. */
    public Optional<Slot> take() {
        return free.tryAcquire() ? Optional.of(new Slot(free)) : Optional.empty();
    }

    public int taken() {
        return all - free.availablePermits();
    }

    /** One of them, given back once, however often it is closed. */
    public static final class Slot implements AutoCloseable {

        private final Semaphore free;
        private final AtomicBoolean held = new AtomicBoolean(true);

        private Slot(Semaphore free) {
            this.free = free;
        }

        @Override
        public void close() {
            if (held.getAndSet(false)) {
                free.release();
            }
        }
    }
}
