package dev.scanrelay.erase;

import dev.scanrelay.order.OrderState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** What can be seen of erasing from outside; there from the start, so that nothing happened is told from nothing known. */
@ApplicationScoped
class EraseMetrics {

    private final Counter erased;
    private final Counter expired;
    private final Counter objects;
    private final Counter retentionRuns;

    EraseMetrics(MeterRegistry meters) {
        this.erased = orders(meters, OrderState.ERASED);
        this.expired = orders(meters, OrderState.EXPIRED);
        this.objects = meters.counter("scanrelay.erase.objects");
        this.retentionRuns = meters.counter("scanrelay.retention.runs");
    }

    private static Counter orders(MeterRegistry meters, OrderState state) {
        return meters.counter("scanrelay.erase.orders", "state", state.wire());
    }

    void order(OrderState state) {
        (state == OrderState.EXPIRED ? expired : erased).increment();
    }

    void retention() {
        retentionRuns.increment();
    }

    void objects(int removed) {
        objects.increment(removed);
    }
}
