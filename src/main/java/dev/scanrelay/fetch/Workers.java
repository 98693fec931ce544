package dev.scanrelay.fetch;

import dev.scanrelay.concurrent.Ticker;
import dev.scanrelay.courtesy.Unhurried;
import dev.scanrelay.order.Lane;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

/** The workers of one lane: they take as many due orders as there are free hands, each on a virtual thread of its own. */
final class Workers {

    private final Lane lane;
    private final Leases leases;
    private final OneOrder work;
    private final int all;
    private final Semaphore hands;
    private final IntSupplier allowed;
    private final Ticker ticker;
    private final AtomicBoolean busy = new AtomicBoolean();

    /** What a worker does with an order; it never fails. */
    interface OneOrder {
        void work(Lease lease);
    }

    Workers(Lane lane, int hands, Duration poll, Leases leases, OneOrder work) {
        this(lane, hands, () -> hands, poll, leases, work);
    }

    /** @param allowed how many of the hands may be used now */
    Workers(Lane lane, int hands, IntSupplier allowed, Duration poll, Leases leases, OneOrder work) {
        this.lane = lane;
        this.leases = leases;
        this.work = work;
        this.all = hands;
        this.hands = new Semaphore(hands);
        this.allowed = allowed;
        this.ticker = new Ticker("fetch-" + lane.name().toLowerCase(java.util.Locale.ROOT), poll, this::handOut);
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

    /** Whether an order was in hand at any time since this was asked last. */
    boolean wereBusy() {
        boolean inHand = hands.availablePermits() < all;
        return busy.getAndSet(false) || inHand;
    }

    private boolean handOut() {
        int free = hands.drainPermits();
        List<Lease> taken = List.of();
        try {
            int room = Math.min(free, allowed.getAsInt() - (all - free));
            if (room > 0) { // else the next one that is done wakes us
                taken = leases.take(lane, room);
            }
        } finally {
            hands.release(free - taken.size());
        }
        if (!taken.isEmpty()) {
            busy.set(true);
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
