package dev.scanrelay.mounted;

import dev.scanrelay.startup.SettingProblem;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Stops the start when mounted secrets could never be looked at. */
@ApplicationScoped
class MountedSettingsCheck {

    private final MountedSettings settings;

    MountedSettingsCheck(MountedSettings settings) {
        this.settings = settings;
    }

    void start(@Observes @Priority(1) StartupEvent starting) {
        check(settings);
    }

    static void check(MountedSettings settings) {
        if (isShort(settings.checkEvery())) {
            throw SettingProblem.of("scanrelay.secrets.check-every", "is shorter than a millisecond", "10s");
        }
        if (isShort(settings.restartWithin()) && !settings.restartWithin().isZero()) {
            throw SettingProblem.of(
                    "scanrelay.secrets.restart-within", "is neither 0 nor a millisecond or longer", "5m");
        }
    }

    private static boolean isShort(Duration time) {
        return time.compareTo(Duration.ofMillis(1)) < 0;
    }
}
