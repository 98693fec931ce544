package dev.scanrelay.audit;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Records who was turned away at the door, before the answer, at the cost of two records a minute and caller however many calls come.
 * A refusal is answered as such also if it can't be recorded, as it gave nothing away; it is recorded later then.
 */
@Singleton
public final class Refusals {

    private static final Logger LOG = Logger.getLogger(Refusals.class);
    private static final long LOOK_SECONDS = 5;

    private final RefusalWindows windows = new RefusalWindows();
    private final List<Future<?>> rounds = new ArrayList<>();
    private final Entries entries;
    private final AuditSettings settings;
    private final ScheduledExecutorService executor;
    private final Clock clock;

    Refusals(Entries entries, AuditSettings settings, ScheduledExecutorService executor, Clock clock) {
        this.entries = entries;
        this.settings = settings;
        this.executor = executor;
        this.clock = clock;
    }

    /** Ends when the call may be answered, on any thread; never fails. */
    public Uni<Void> record(Refusal refused) {
        Optional<Refusal> first = windows.opened(refused, now());
        if (first.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return write(Entry.refused(now(), first.get(), Optional.empty()))
                .onFailure()
                .invoke(failure -> later(new RefusalWindows.Sum(first.get(), 1), failure))
                .onFailure()
                .recoverWithNull();
    }

    void start(@Observes StartupEvent starting) {
        rounds.add(executor.scheduleWithFixedDelay(this::sumUp, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS));
    }

    void stop(@Observes ShutdownEvent stop) {
        rounds.forEach(round -> round.cancel(false));
        record(windows.closeAll());
    }

    private void sumUp() {
        record(windows.close(clock.instant()));
    }

    RefusalWindows windows() {
        return windows;
    }

    /** One after the other; the first that can't be recorded keeps the others from waiting for nothing. */
    void record(List<RefusalWindows.Sum> sums) {
        for (int at = 0; at < sums.size(); at++) {
            RefusalWindows.Sum sum = sums.get(at);
            try {
                Entry entry = Entry.refused(now(), sum.refusal(), Optional.of(sum.times()));
                VertxContextSupport.subscribeAndAwait(() -> write(entry));
            } catch (Throwable failure) {
                sums.subList(at, sums.size()).forEach(left -> later(left, failure));
                return;
            }
        }
    }

    private Uni<Void> write(Entry entry) {
        return entries.write(entry).ifNoItem().after(settings.patience()).fail();
    }

    private void later(RefusalWindows.Sum sum, Throwable failure) {
        LOG.warnf(
                "Refusals could not be recorded and wait status=%d times=%d cause=%s",
                sum.refusal().status(), sum.times(), failure.getClass().getSimpleName());
        windows.unrecorded(sum, clock.instant());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
