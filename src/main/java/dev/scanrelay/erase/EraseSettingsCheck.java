package dev.scanrelay.erase;

import dev.scanrelay.startup.SettingProblem;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Stops the start on settings under which erasures would never go on. */
@Singleton
final class EraseSettingsCheck {

    private static final Duration SHORTEST = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final EraseSettings settings;

    EraseSettingsCheck(EraseSettings settings) {
        this.settings = settings;
    }

    void start(@Observes StartupEvent starting) {
        positive("poll", settings.poll(), "5s");
        positive("lease", settings.lease(), "2m");
        positive("tombstones", settings.tombstones(), "1h");
        positive("retention-every", settings.retentionEvery(), "1h");
        if (settings.keep().filter(time -> time.compareTo(SHORTEST) < 0).isPresent()) {
            throw problem("keep", "is shorter than a day: scans would go before anybody has read them", "3650d");
        }
        if (settings.keep().filter(time -> time.compareTo(LONGEST) > 0).isPresent()) {
            throw problem("keep", "is longer than 100 years; leave it out to keep scans for good", "3650d");
        }
    }

    private static void positive(String setting, Duration value, String example) {
        if (value.isNegative() || value.isZero()) {
            throw problem(setting, "is not longer than nothing", example);
        }
    }

    private static RuntimeException problem(String setting, String problem, String example) {
        return SettingProblem.of("scanrelay.erase." + setting, problem, example);
    }
}
