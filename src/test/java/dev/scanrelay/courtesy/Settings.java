package dev.scanrelay.courtesy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** The feature's settings, by default or changed. */
final class Settings {

    private Settings() {}

    /** @param changes without the prefix */
    static CourtesyConfig with(Map<String, String> changes) {
        Map<String, String> settings = new HashMap<>();
        changes.forEach((name, value) -> settings.put("scanrelay.courtesy." + name, value));
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .withMapping(CourtesyConfig.class)
                .build()
                .getConfigMapping(CourtesyConfig.class);
    }
}
