package dev.scanrelay.ingress;

import java.util.concurrent.atomic.AtomicInteger;

/** Bounds the notifications that wait to be stored, so that an outage fills no memory. */
final class Admission {

    private final int most;
    private final AtomicInteger inside = new AtomicInteger();

    Admission(int most) {
        this.most = most;
    }

    /** Whether there is room; who enters has to leave. */
    boolean enter() {
        if (inside.incrementAndGet() <= most) {
            return true;
        }
        inside.decrementAndGet();
        return false;
    }

    void leave() {
        inside.decrementAndGet();
    }

    int inside() {
        return inside.get();
    }
}
