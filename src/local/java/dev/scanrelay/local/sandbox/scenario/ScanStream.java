package dev.scanrelay.local.sandbox.scenario;

import dev.scanrelay.local.sandbox.content.Plan;
import dev.scanrelay.local.sandbox.http.Pause;
import dev.scanrelay.local.sandbox.http.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Scans one after the other, round the accounts, at a steady rate; late ones are caught up. */
final class ScanStream implements Runnable {

    private final Wish wish;
    private final ScanApi scans;
    private final Pause pause;
    private final AtomicInteger made = new AtomicInteger();
    private volatile boolean stopped;

    record Wish(
            Optional<List<Long>> accounts, Optional<Integer> count, Optional<Double> perSecond, Optional<Plan> plan) {}

    record Shown(long id, int made, int count, boolean running) {}

    ScanStream(Wish wish, ScanApi scans, Pause pause) {
        if (wish.accounts().filter(list -> !list.isEmpty()).isEmpty()) {
            throw Refusal.badRequest("accounts is missing");
        }
        if (wish.perSecond().filter(rate -> !(rate > 0)).isPresent()) {
            throw Refusal.badRequest("perSecond is not above 0");
        }
        this.wish = wish;
        this.scans = scans;
        this.pause = pause;
    }

    @Override
    public void run() {
        var accounts = wish.accounts().orElseThrow();
        long step = (long) (1_000_000_000L / wish.perSecond().orElse(1.0));
        long start = System.nanoTime();
        while (made.get() < count() && !stopped) {
            int number = made.getAndIncrement();
            var account = accounts.get(number % accounts.size());
            scans.create(new ScanApi.NewScan(
                    Optional.of(account), Optional.empty(), Optional.empty(), wish.plan(), Optional.of(true)));
            long early = start + (number + 1) * step - System.nanoTime();
            if (early > 0 && !pause.lasting(Duration.ofNanos(early))) {
                stop();
            }
        }
    }

    void stop() {
        stopped = true;
    }

    Shown shown(long id) {
        return new Shown(id, made.get(), count(), !stopped && made.get() < count());
    }

    private int count() {
        return wish.count().orElse(100);
    }
}
