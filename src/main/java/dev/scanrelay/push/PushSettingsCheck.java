package dev.scanrelay.push;

import dev.scanrelay.egress.EgressSettings;
import dev.scanrelay.startup.SettingProblem;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** What can't work stops the start. */
@ApplicationScoped
class PushSettingsCheck {

    private static final String PREFIX = "scanrelay.push.";

    private final PushSettings settings;
    private final EgressSettings egress;

    PushSettingsCheck(PushSettings settings, EgressSettings egress) {
        this.settings = settings;
        this.egress = egress;
    }

    void start(@Observes StartupEvent starting) {
        check();
    }

    void check() {
        if (settings.workers() < 1) {
            throw problem("workers", "is less than 1", "256");
        }
        if (settings.mostWaiting() < 1) {
            throw problem("most-waiting", "is less than 1", "100000");
        }
        if (settings.ladder().isEmpty() || settings.ladder().stream().anyMatch(PushSettingsCheck::isNothing)) {
            throw problem("ladder", "needs at least one step, each longer than nothing", "5s,5m,30m,2h");
        }
        positive("ladder-then", settings.ladderThen(), "24h");
        positive("poll", settings.poll(), "200ms");
        positive("give-up-after", settings.giveUpAfter(), "14d");
        positive("disable-after", settings.disableAfter(), "5d");
        positive("longest-retry-after", settings.longestRetryAfter(), "24h");
        positive("keep", settings.keep(), "30d");
        if (!(settings.jitter() >= 0 && settings.jitter() < 1)) {
            throw problem("jitter", "is not a fraction between 0 and 1", "0.2");
        }
        if (settings.lease().compareTo(egress.callTimeout().multipliedBy(2)) <= 0) {
            throw problem("lease", "is not longer than scanrelay.egress.call-timeout twice", "60s");
        }
    }

    private static void positive(String setting, Duration value, String example) {
        if (isNothing(value)) {
            throw problem(setting, "is not longer than nothing", example);
        }
    }

    private static boolean isNothing(Duration value) {
        return value.isZero() || value.isNegative();
    }

    private static SettingProblem problem(String setting, String problem, String example) {
        return SettingProblem.of(PREFIX + setting, problem, example);
    }
}
