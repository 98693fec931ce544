package dev.scanrelay.push;

import dev.scanrelay.egress.EgressSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** The feature's settings, by default or changed. */
final class Settings {

    private Settings() {}

    /** @param changes without the prefix */
    static PushSettings with(Map<String, String> changes) {
        return config(changes).getConfigMapping(PushSettings.class);
    }

    static PushSettingsCheck check(Map<String, String> changes) {
        SmallRyeConfig config = config(changes);
        return new PushSettingsCheck(
                config.getConfigMapping(PushSettings.class), config.getConfigMapping(EgressSettings.class));
    }

    private static SmallRyeConfig config(Map<String, String> changes) {
        Map<String, String> settings = new HashMap<>();
        changes.forEach((name, value) -> settings.put("scanrelay.push." + name, value));
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .withMapping(PushSettings.class)
                .withMapping(EgressSettings.class)
                .build();
    }
}
