package dev.scanrelay.feed;

import dev.scanrelay.startup.SettingProblem;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Stops the start for settings that can't work. */
@Singleton
final class StreamSettingsCheck {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    void check(@Observes StartupEvent starting, StreamSettings settings) {
        within("heartbeat", settings.heartbeat(), "15s");
        within("patience", settings.patience(), "60s");
        positive("streams-per-key", settings.streamsPerKey(), "20");
        positive("streams-per-partner", settings.streamsPerPartner(), "1500");
        positive("streams", settings.streams(), "2000");
        positive("catch-ups", settings.catchUps(), "4");
        positive("catch-up-bytes", settings.catchUpBytes().asLongValue(), "1M");
    }

    private static void within(String setting, Duration value, String example) {
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
            throw SettingProblem.of("scanrelay.feed." + setting, "is not within 1 s and 10 min", example);
        }
    }

    private static void positive(String setting, long value, String example) {
        if (value < 1) {
            throw SettingProblem.of("scanrelay.feed." + setting, "is less than 1", example);
        }
    }
}
