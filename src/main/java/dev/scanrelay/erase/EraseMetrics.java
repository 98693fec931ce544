package dev.scanrelay.erase;

import dev.scanrelay.order.OrderState;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** What can be seen of erasing from outside. */
@ApplicationScoped
class EraseMetrics {

    private final MeterRegistry meters;

    EraseMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void order(OrderState state) {
        meters.counter("scanrelay.erase.orders", "state", state.wire()).increment();
    }

    void retention() {
        meters.counter("scanrelay.retention.runs").increment();
    }

    void objects(int removed) {
        meters.counter("scanrelay.erase.objects").increment(removed);
    }
}
