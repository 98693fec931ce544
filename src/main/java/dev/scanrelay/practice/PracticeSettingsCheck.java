package dev.scanrelay.practice;

import dev.scanrelay.startup.SettingProblem;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Stops the start on settings under which no practice could be told. */
@Singleton
final class PracticeSettingsCheck {

    private final PracticeSettings settings;

    PracticeSettingsCheck(PracticeSettings settings) {
        this.settings = settings;
    }

    void start(@Observes StartupEvent starting) {
        if (settings.maxAge().isNegative()) {
            throw SettingProblem.of("scanrelay.practice.max-age", "is negative", "PT15M");
        }
        if (settings.maxStale().compareTo(settings.maxAge()) < 0) {
            throw SettingProblem.of(
                    "scanrelay.practice.max-stale", "is shorter than scanrelay.practice.max-age", "P7D");
        }
        if (settings.pause().isNegative()) {
            throw SettingProblem.of("scanrelay.practice.pause", "is negative", "PT15S");
        }
        if (settings.inMemory() < 1) {
            throw SettingProblem.of("scanrelay.practice.in-memory", "is less than 1", "5000");
        }
    }
}
