package dev.scanrelay.fetch;

import dev.scanrelay.fetch.NextStep.LeaveAlone;
import dev.scanrelay.fetch.NextStep.Park;
import dev.scanrelay.fetch.NextStep.Retry;
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

    /** @param used steps used since the last success */
    NextStep after(Failure failure, int used) {
        return switch (failure.kind()) {
            case TRANSIENT, INCOMPLETE, UNAUTHORISED -> step(config.ladder(), used, failure);
            case NOT_THERE_YET -> step(config.notThereYet(), used, failure);
            case CHANGED -> used == 0 ? new Retry(Duration.ZERO, true) : step(config.ladder(), used, failure);
            case RATE_LIMITED -> new Retry(atLeast(obeyed(failure), spread(config.rateLimited())), false);
            case NEEDS_ATTENTION -> new Retry(spread(config.attentionPoll()), false);
            case REFUSED, PERMANENT -> new Park();
            case NOT_OURS -> new LeaveAlone();
        };
    }

    private NextStep step(List<Duration> ladder, int used, Failure failure) {
        if (used >= ladder.size()) {
            return new Park();
        }
        return new Retry(atLeast(obeyed(failure), spread(ladder.get(used))), true);
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
