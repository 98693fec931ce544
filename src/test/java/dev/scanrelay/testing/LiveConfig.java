package dev.scanrelay.testing;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** A configuration that says what a map holds at the time. */
public final class LiveConfig {

    private LiveConfig() {}

    public static Config of(Map<String, String> settings) {
        return new SmallRyeConfigBuilder().withSources(new Live(settings)).build();
    }

    private record Live(Map<String, String> settings) implements ConfigSource {

        @Override
        public Set<String> getPropertyNames() {
            return settings.keySet();
        }

        @Override
        public @Nullable String getValue(String name) {
            return settings.get(name);
        }

        @Override
        public String getName() {
            return "test";
        }
    }
}
