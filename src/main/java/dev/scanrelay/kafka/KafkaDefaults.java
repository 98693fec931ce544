package dev.scanrelay.kafka;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Sets {@code kafka.*} for all clients, SmallRye's and commands' among them. Whoever sets one of these by name has the last word. */
public final class KafkaDefaults implements ConfigSourceFactory {

    static final String PREFIX = "scanrelay.kafka.";

    /** Below everything that a person sets, above the defaults of settings. */
    private static final int BELOW_ALL_FILES = 200;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Map<String, String> properties = new HashMap<>();
        value(context, "security")
                .flatMap(Security::named)
                .map(security -> ClientProperties.of(
                        security,
                        value(context, "ca-directory"),
                        value(context, "user-directory"),
                        value(context, "oauth.token-endpoint")))
                .ifPresent(these -> these.forEach((name, value) -> properties.put("kafka." + name, value)));
        return List.of(new PropertiesConfigSource(properties, "kafka security", BELOW_ALL_FILES));
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(BELOW_ALL_FILES);
    }

    private static Optional<String> value(ConfigSourceContext context, String name) {
        return Optional.ofNullable(context.getValue(PREFIX + name))
                .map(ConfigValue::getValue)
                .filter(text -> !text.isBlank());
    }
}
