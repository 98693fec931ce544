package dev.scanrelay.feed;

import java.util.concurrent.atomic.AtomicInteger;

/** Has a short piece of work done by one thread at a time and nobody wait: who comes meanwhile has it done once more by the one at it. */
final class Turns {

    private final Runnable turn;
    private final AtomicInteger asked = new AtomicInteger();

    Turns(Runnable turn) {
        this.turn = turn;
    }

    void take() {
        if (asked.getAndIncrement() > 0) {
            return;
        }
        int seen;
        do {
            seen = asked.get();
            turn.run();
        } while (asked.addAndGet(-seen) > 0);
    }
}
