package dev.scanrelay.event;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/**
 * Announces what waits in the outbox, by one relay at a time. It takes over in this order: the lease, then the broker's fence,
 * then what became of the batch left open. Each step makes the relay before harmless to the next.
 */
final class Relay {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    static final Duration LONGEST_FAREWELL = Duration.ofSeconds(8);
    private static final Duration LAST_WORD = Duration.ofSeconds(1);

    private final String owner = UUID.randomUUID().toString();
    private final RelaySettings settings;
    private final RelayLease lease;
    private final LongFunction<Term> terms;
    private final Housekeeping housekeeping;
    private final RelaySignal signal;
    private final RelayLog log;
    private final Semaphore end = new Semaphore(0);
    private final Thread thread;
    private volatile boolean stopped;
    private Duration pause = FIRST_PAUSE;

    /** @param terms takes over for an epoch: fences the relay before and settles what it left open */
    Relay(
            RelaySettings settings,
            RelayLease lease,
            LongFunction<Term> terms,
            Housekeeping housekeeping,
            RelaySignal signal,
            RelayLog log) {
        this.settings = settings;
        this.lease = lease;
        this.terms = terms;
        this.housekeeping = housekeeping;
        this.signal = signal;
        this.log = log;
        // A platform thread: the Kafka client's locks pin virtual ones on Java 21.
        this.thread = Thread.ofPlatform().daemon().name("relay").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Ends after the batch in hand, so that the next relay has nothing to settle; not much later in any case. */
    void stop() throws InterruptedException {
        stop(LONGEST_FAREWELL);
    }

    /** @param patience what it has not done by then is settled by the next relay */
    void stop(Duration patience) throws InterruptedException {
        stopped = true;
        end.release();
        signal.raise();
        if (!thread.join(patience)) {
            thread.interrupt();
            thread.join(LAST_WORD);
        }
    }

    private void run() {
        try {
            while (!stopped) {
                stand();
            }
        } catch (InterruptedException toldToEnd) {
            Thread.currentThread().interrupt();
        }
    }

    private void stand() throws InterruptedException {
        try {
            Optional<Long> epoch = lease.take(owner);
            if (epoch.isPresent()) {
                lead(epoch.get());
            } else {
                log.follows();
                rest(settings.lease().dividedBy(5));
            }
        } catch (RuntimeException | Error databaseOut) {
            interrupted(databaseOut);
        }
    }

    private void lead(long epoch) throws InterruptedException {
        try (Term term = terms.apply(epoch)) {
            log.leads(epoch);
            pause = FIRST_PAUSE;
            serve(epoch, term);
            lease.giveUp(epoch);
        } catch (Deposed byAnother) {
            log.deposed(epoch);
        } catch (RuntimeException broken) {
            letAnotherTry(epoch, broken);
            interrupted(broken);
        } finally {
            housekeeping.end();
        }
    }

    private void serve(long epoch, Term term) throws InterruptedException {
        long renewed = System.nanoTime();
        while (!stopped) {
            housekeeping.tidy();
            if (!term.round()) {
                signal.await(settings.poll());
            }
            if (System.nanoTime() - renewed > settings.lease().dividedBy(3).toNanos()) {
                lease.renew(epoch);
                renewed = System.nanoTime();
            }
        }
    }

    // The trouble may be this process's alone.
    private void letAnotherTry(long epoch, RuntimeException broken) {
        try {
            lease.giveUp(epoch);
        } catch (RuntimeException databaseOutToo) {
            broken.addSuppressed(databaseOutToo);
        }
    }

    private void interrupted(Throwable cause) throws InterruptedException {
        if (!stopped) {
            log.interrupted(cause);
            rest(pause);
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        }
    }

    private void rest(Duration longest) throws InterruptedException {
        if (end.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            end.release();
        }
    }
}
