package dev.scanrelay.fetch;

import dev.scanrelay.fetch.Failure.Kind;
import dev.scanrelay.fetch.NextStep.LeaveAlone;
import dev.scanrelay.fetch.NextStep.Park;
import dev.scanrelay.fetch.NextStep.Retry;
import dev.scanrelay.fetch.NextStep.Withdraw;
import dev.scanrelay.fetch.Outcome.Failed;
import dev.scanrelay.fetch.Outcome.Stored;
import dev.scanrelay.fetch.Outcome.Unchanged;
import dev.scanrelay.trace.Step;
import dev.scanrelay.trace.Tracing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Works on one leased order: makes the attempt, says how it ended, and settles what follows. It never fails. */
@ApplicationScoped
class Worker {

    private static final Logger LOG = Logger.getLogger(Worker.class);

    private final Attempt attempt;
    private final InFlight inFlight;
    private final Leases leases;
    private final Setbacks setbacks;
    private final FetchMetrics metrics;
    private final Ladder ladder;
    private final Tracing tracing;
    private final Clock clock;

    Worker(
            Attempt attempt,
            InFlight inFlight,
            Leases leases,
            Setbacks setbacks,
            FetchMetrics metrics,
            FetchConfig config,
            Tracing tracing,
            Clock clock) {
        this.attempt = attempt;
        this.inFlight = inFlight;
        this.leases = leases;
        this.setbacks = setbacks;
        this.metrics = metrics;
        this.ladder = new Ladder(config, () -> ThreadLocalRandom.current().nextDouble());
        this.tracing = tracing;
        this.clock = clock;
    }

    void work(Lease taken) {
        Step step = tracing.working("fetch order", taken.trace())
                .say("scanrelay.order.id", taken.orderId().toString())
                .say("scanrelay.account", taken.account().value())
                .say("scanrelay.attempt", taken.token());
        try {
            step.telling(() -> work(taken.at(step.here()), step));
        } finally {
            step.close();
        }
    }

    private void work(Lease lease, Step step) {
        Hold hold = inFlight.begin(lease);
        try {
            Instant begun = clock.instant();
            AtomicLong bytes = new AtomicLong();
            Outcome outcome = step.within(() -> attempt(hold, bytes));
            tell(step, outcome);
            tell(lease, outcome, bytes.get(), Duration.between(begun, clock.instant()));
            settle(lease, outcome);
        } catch (RuntimeException outage) {
            // The lease runs out by itself, and the order is taken again.
            LOG.warnf(
                    "Attempt could not be settled orderId=%s problem=%s",
                    lease.orderId(), outage.getClass().getSimpleName());
            LOG.debug("Attempt could not be settled", outage);
        } finally {
            inFlight.gone(hold);
        }
    }

    private static void tell(Step step, Outcome outcome) {
        step.say("scanrelay.outcome", outcome.label());
        if (outcome instanceof Failed(Failure failure)) {
            step.failed(failure.kind().label());
        }
    }

    private Outcome attempt(Hold hold, AtomicLong bytes) {
        try {
            Outcome outcome = attempt.run(hold.lease(), moved -> {
                bytes.addAndGet(moved);
                metrics.moved(moved);
            });
            hold.end();
            return outcome;
        } catch (RuntimeException thrown) {
            LOG.debug("Attempt failed", thrown);
            return new Failed(hold.end()
                    .map(reason -> Failure.of(Kind.NOT_OURS, reason))
                    .orElseGet(() -> Failures.classify(thrown)));
        }
    }

    private void settle(Lease lease, Outcome outcome) {
        if (outcome instanceof Failed(Failure failure)) {
            switch (ladder.after(failure, lease.failures(), lease.wantedFor())) {
                case Retry retry -> setbacks.postpone(lease, failure, retry, ladder.anew(failure, retry));
                case Park() -> park(lease, failure);
                case Withdraw() -> setbacks.withdraw(lease, failure);
                case LeaveAlone() -> leases.release(lease);
            }
        }
    }

    private void park(Lease lease, Failure failure) {
        setbacks.park(lease, failure);
        metrics.parked(failure);
        if (!failure.byOthers()) {
            lease.awaited().ifPresent(metrics::unfulfilled);
        }
    }

    private void tell(Lease lease, Outcome outcome, long bytes, Duration took) {
        metrics.attempt(outcome, took);
        if (outcome instanceof Stored) {
            metrics.stored(lease.wantedFor().plus(took));
        }
        if (!(outcome instanceof Failed)) {
            lease.awaited().map(awaited -> awaited.longer(took)).ifPresent(metrics::fulfilled);
        }
        LOG.infof(
                "Attempt ended orderId=%s rxId=%s account=%s attempt=%d outcome=%s %s bytes=%d durationMs=%d",
                lease.orderId(),
                lease.rxId(),
                lease.account(),
                lease.token(),
                outcome.label(),
                detail(outcome),
                bytes,
                took.toMillis());
    }

    private static String detail(Outcome outcome) {
        return switch (outcome) {
            case Stored(int revision, boolean complete) -> "revision=" + revision + " complete=" + complete;
            case Unchanged(int revision) -> "revision=" + revision;
            case Failed(Failure failure) -> "reason=\"" + failure.reason() + "\"";
        };
    }
}
