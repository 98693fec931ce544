package dev.scanrelay.transfer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** How much of this process's part buffers is taken. */
@ApplicationScoped
class TransferMetrics {

    void start(@Observes StartupEvent starting, Transfers transfers, MeterRegistry registry) {
        PartBudget budget = transfers.budget();
        Gauge.builder("scanrelay.transfer.buffers.most", budget, PartBudget::total)
                .description("Part buffers that transfers may take in this process")
                .register(registry);
        Gauge.builder("scanrelay.transfer.buffers.reserved", budget, PartBudget::reserved)
                .description("Part buffers that transfers under way have reserved")
                .register(registry);
        Gauge.builder("scanrelay.transfer.waiting", budget, PartBudget::waiting)
                .description("Transfers that wait for part buffers")
                .register(registry);
    }
}
