package dev.scanrelay.fetch;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** The time of a stopping process: first its attempts may finish, then the rest has to let go. It runs from the first sign of the stop. */
final class StopBudget {

    private static final Duration LONGEST_LETTING_GO = Duration.ofSeconds(5);

    private final Duration whole;
    private final LongSupplier nanos;
    private OptionalLong begun = OptionalLong.empty();

    StopBudget(Duration whole, LongSupplier nanos) {
        this.whole = whole;
        this.nanos = nanos;
    }

    /** Only the first call counts. */
    synchronized void begin() {
        if (begun.isEmpty()) {
            begun = OptionalLong.of(nanos.getAsLong());
        }
    }

    Duration toFinish() {
        return notNegative(left().minus(lettingGo()));
    }

    synchronized Duration left() {
        long now = nanos.getAsLong();
        return notNegative(whole.minusNanos(now - begun.orElse(now)));
    }

    private Duration lettingGo() {
        Duration fifth = whole.dividedBy(5);
        return fifth.compareTo(LONGEST_LETTING_GO) < 0 ? fifth : LONGEST_LETTING_GO;
    }

    private static Duration notNegative(Duration time) {
        return time.isNegative() ? Duration.ZERO : time;
    }
}
