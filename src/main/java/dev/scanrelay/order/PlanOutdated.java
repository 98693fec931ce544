package dev.scanrelay.order;

/** What was planned does not hold any more, so its manifest would lie. Nothing is recorded; another attempt plans anew. */
public final class PlanOutdated extends RuntimeException {

    private static final long serialVersionUID = 1;

    PlanOutdated() {
        super("the order changed since its revision was planned");
    }
}
