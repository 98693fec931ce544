package dev.scanrelay.ingress;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Tells once where a notification is stored: of several ways the first that succeeds, or that all have failed. */
final class FirstSuccess {

    private final Consumer<Stored> then;
    private final AtomicInteger open;
    private final AtomicBoolean told = new AtomicBoolean();

    FirstSuccess(int ways, Consumer<Stored> then) {
        this.open = new AtomicInteger(ways);
        this.then = then;
    }

    /** One way has ended. */
    void ended(Stored stored) {
        boolean last = open.decrementAndGet() == 0;
        if ((stored != Stored.NOWHERE || last) && told.compareAndSet(false, true)) {
            then.accept(stored);
        }
    }
}
