package dev.scanrelay.acknowledge;

import dev.scanrelay.startup.SettingProblem;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** What can't work stops the start. */
@ApplicationScoped
class AcknowledgeSettingsCheck {

    private final AcknowledgeSettings settings;

    AcknowledgeSettingsCheck(AcknowledgeSettings settings) {
        this.settings = settings;
    }

    void start(@Observes StartupEvent starting) {
        check();
    }

    void check() {
        positive("overdue", settings.overdue(), "24h");
        positive("poll", settings.poll(), "10s");
    }

    private static void positive(String setting, Duration value, String example) {
        if (value.isZero() || value.isNegative()) {
            throw SettingProblem.of("scanrelay.acknowledge." + setting, "is not longer than nothing", example);
        }
    }
}
