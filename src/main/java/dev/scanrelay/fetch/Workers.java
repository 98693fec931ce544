package dev.scanrelay.fetch;

import dev.scanrelay.courtesy.Unhurried;
import dev.scanrelay.order.Lane;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

/** The workers of one lane: they take as many due orders as there are free hands, each on a virtual thread of its own. */
final class Workers {

    private final Lane lane;
    private final Leases leases;
    private final OneOrder work;
    private final Semaphore hands;
    private final Ticker ticker;

    /** What a worker does with an order; it never fails. */
    interface OneOrder {
        void work(Lease lease);
    }

    Workers(Lane lane, int hands, Duration poll, Leases leases, OneOrder work) {
        this.lane = lane;
        this.leases = leases;
        this.work = work;
        this.hands = new Semaphore(hands);
        this.ticker = new Ticker(lane.name().toLowerCase(java.util.Locale.ROOT), poll, this::handOut);
    }

    void start() {
        ticker.start();
    }

    /** Something may be due. */
    void wake() {
        ticker.wake();
    }

    void stop() {
        ticker.stop();
    }

    private boolean handOut() {
        int free = hands.drainPermits();
        if (free == 0) {
            return false; // the next one that is done wakes us
        }
        List<Lease> taken = List.of();
        try {
            taken = leases.take(lane, free);
        } finally {
            hands.release(free - taken.size());
        }
        taken.forEach(this::start);
        return false; // whoever is done wakes us: only then can there be more for free hands
    }

    private void start(Lease lease) {
        Thread.ofVirtual().name("fetch-" + lease.orderId()).start(() -> {
            try {
                if (lane == Lane.SLOW) {
                    Unhurried.run(() -> work.work(lease));
                } else {
                    work.work(lease);
                }
            } finally {
                hands.release();
                wake();
            }
        });
    }
}
