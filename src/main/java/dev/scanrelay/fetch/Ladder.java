package dev.scanrelay.fetch;

import dev.scanrelay.fetch.Failure.Kind;
import dev.scanrelay.fetch.NextStep.LeaveAlone;
import dev.scanrelay.fetch.NextStep.Park;
import dev.scanrelay.fetch.NextStep.Retry;
import dev.scanrelay.fetch.NextStep.Withdraw;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Decides what follows a failure. Steps are used up only by what the order itself, or a passing trouble, is to blame for. */
final class Ladder {

    private final FetchConfig config;
    private final DoubleSupplier random;

    /** @param random numbers from 0 to 1 */
    Ladder(FetchConfig config, DoubleSupplier random) {
        this.config = config;
        this.random = random;
    }

    /**
     * Decides.
     *
     * @param used steps used since the last success
     * @param wantedFor since when, up to now, the order is wanted: notified last, as a rule
     */
    NextStep after(Failure failure, int used, Duration wantedFor) {
        return switch (failure.kind().course()) {
            case LADDER -> climb(failure, used, wantedFor);
            case WAIT -> new Retry(rest(failure), false);
            case ATTENTION -> new Retry(spread(config.attentionPoll()), false);
            case PARK -> new Park();
            case GONE ->
                used < config.notThereYet().size() ? step(config.notThereYet().get(used), failure) : new Withdraw();
            case LEAVE -> new LeaveAlone();
        };
    }

    /**
     * The wait of an order that was wanted again during the attempt: what is new has tried nothing yet, and its ladder starts at the first
     * step. Never longer than the wait that was decided.
     */
    Duration anew(Failure failure, Retry decided) {
        return decided.counts()
                        && after(failure, 0, Duration.ZERO) instanceof Retry(Duration first, boolean counts)
                        && first.compareTo(decided.after()) < 0
                ? first
                : decided.after();
    }

    /** Who says how long to wait is believed, and not much more. A region that is out is not asked anyway, and may be back any time. */
    private Duration rest(Failure failure) {
        Duration asked = obeyed(failure);
        return switch (failure.kind()) {
            case BUSY, REGION_OUT -> spread(config.ladder().getFirst());
            case OWN_LIMIT -> later(atLeast(asked, config.poll()));
            default -> asked.isPositive() ? later(asked) : spread(config.rateLimited());
        };
    }

    /** Never earlier than asked. */
    private Duration later(Duration wait) {
        return wait.plusMillis(Math.round(wait.toMillis() * config.jitter() * random.getAsDouble()));
    }

    private NextStep climb(Failure failure, int used, Duration wantedFor) {
        if (failure.kind() == Kind.CHANGED && used == 0) {
            return new Retry(Duration.ZERO, true);
        }
        List<Duration> ladder = failure.kind() == Kind.NOT_THERE_YET ? config.notThereYet() : config.ladder();
        if (used < ladder.size()) {
            return step(ladder.get(used), failure);
        }
        boolean late = wantedFor.plus(config.ladderThen()).compareTo(config.giveUpAfter()) > 0;
        return late ? new Park() : step(config.ladderThen(), failure);
    }

    private Retry step(Duration wait, Failure failure) {
        return new Retry(atLeast(obeyed(failure), spread(wait)), true);
    }

    private Duration obeyed(Failure failure) {
        Duration asked = failure.retryAfter().orElse(Duration.ZERO);
        return asked.compareTo(config.longestRetryAfter()) > 0 ? config.longestRetryAfter() : asked;
    }

    private static Duration atLeast(Duration least, Duration wait) {
        return least.compareTo(wait) > 0 ? least : wait;
    }

    private Duration spread(Duration wait) {
        double factor = 1 + config.jitter() * (2 * random.getAsDouble() - 1);
        return Duration.ofMillis(Math.round(wait.toMillis() * factor));
    }
}
