package dev.scanrelay.role;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Which roles this process has: {@code scanrelay.role}, always 1. A role that no process has is an alert. */
@ApplicationScoped
class RoleMetrics {

    void start(@Observes StartupEvent starting, Roles roles, MeterRegistry meters) {
        roles.roles().forEach(role -> meters.gauge("scanrelay.role", Tags.of("role", role.label()), 1));
    }
}
