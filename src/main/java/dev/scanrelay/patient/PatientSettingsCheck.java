package dev.scanrelay.patient;

import dev.scanrelay.startup.SettingProblem;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Stops the start on settings under which no search could end. */
@Singleton
final class PatientSettingsCheck {

    private static final int MOST_SEARCHES = 1000;
    private static final int MOST_PARALLEL = 32;

    private final PatientSettings settings;

    PatientSettingsCheck(PatientSettings settings) {
        this.settings = settings;
    }

    void start(@Observes StartupEvent starting) {
        check();
    }

    void check() {
        require("most-searches", settings.mostSearches(), MOST_SEARCHES, "100");
        require("parallel-searches", settings.parallelSearches(), MOST_PARALLEL, "4");
    }

    private static void require(String setting, int value, int most, String example) {
        if (value < 1 || value > most) {
            throw SettingProblem.of("scanrelay.patient." + setting, "is not from 1 to " + most, example);
        }
    }
}
