package dev.scanrelay.acknowledge;

import dev.scanrelay.concurrent.Ticker;
import dev.scanrelay.role.Role;
import dev.scanrelay.role.Roles;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;

/** Goes along with what is announced, and counts what is open. Any number of processes do so side by side. */
@ApplicationScoped
class ExpectationService {

    private final Expectations expectations;
    private final AcknowledgeMetrics metrics;
    private final AcknowledgeSettings settings;
    private final Roles roles;
    private final Clock clock;
    private final Ticker looking;

    ExpectationService(
            Expectations expectations,
            AcknowledgeMetrics metrics,
            AcknowledgeSettings settings,
            Roles roles,
            Clock clock) {
        this.expectations = expectations;
        this.metrics = metrics;
        this.settings = settings;
        this.roles = roles;
        this.clock = clock;
        this.looking = new Ticker("acknowledge", settings.poll(), this::look);
    }

    void start(@Observes StartupEvent starting) {
        if (roles.runs(Role.API)) {
            looking.start();
        }
    }

    void drain(@Observes @Priority(1) ShutdownDelayInitiatedEvent stopping) {
        looking.stop();
    }

    void stop(@Observes @Priority(100) ShutdownEvent stopping) {
        looking.stop();
    }

    private boolean look() {
        boolean more = expectations.look();
        if (!more) {
            metrics.surveyed(expectations.survey(clock.instant().minus(settings.overdue())));
        }
        return more;
    }
}
