package dev.scanrelay.fetch;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** The feature's settings, by default or changed. */
final class Settings {

    private Settings() {}

    static FetchConfig defaults() {
        return with(Map.of());
    }

    /** @param changes without the prefix */
    static FetchConfig with(Map<String, String> changes) {
        Map<String, String> settings = new HashMap<>();
        changes.forEach((name, value) -> settings.put("scanrelay.fetch." + name, value));
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .withMapping(FetchConfig.class)
                .build()
                .getConfigMapping(FetchConfig.class);
    }
}
