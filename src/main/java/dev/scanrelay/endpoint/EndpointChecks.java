package dev.scanrelay.endpoint;

import dev.scanrelay.egress.Egress;
import dev.scanrelay.event.EventType;
import dev.scanrelay.problem.Problems;
import dev.scanrelay.startup.SettingProblem;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;

/** What an endpoint may be, and what settings can work. */
@ApplicationScoped
class EndpointChecks {

    private static final Duration LONGEST_GRACE = Duration.ofDays(30);

    private final Egress egress;
    private final EndpointSettings settings;

    EndpointChecks(Egress egress, EndpointSettings settings) {
        this.egress = egress;
        this.settings = settings;
    }

    void start(@Observes StartupEvent starting) {
        if (settings.perPartner() < 1) {
            throw SettingProblem.of("scanrelay.endpoints.per-partner", "is less than 1", "10000");
        }
        if (settings.concurrency() < 1 || settings.concurrency() > 100) {
            throw SettingProblem.of("scanrelay.endpoints.concurrency", "is not 1 to 100", "4");
        }
        if (settings.rotationGrace().isNegative() || settings.rotationGrace().compareTo(LONGEST_GRACE) > 0) {
            throw SettingProblem.of("scanrelay.endpoints.rotation-grace", "is not 0 to 30 days", "24h");
        }
    }

    void check(EndpointAsk ask) {
        egress.problem(ask.url()).ifPresent(problem -> {
            throw Problems.invalid("url " + problem + ".");
        });
        Set<String> known = EventType.toReaders();
        if (!known.containsAll(ask.types())) {
            throw Problems.invalid("types must be among " + String.join(", ", known) + ".");
        }
    }
}
