package dev.scanrelay.role;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Turns off what the roles of this process do not ask for. Whoever sets one of these by name has the last word. */
public final class RoleDefaults implements ConfigSourceFactory {

    static final String SETTING = "scanrelay.roles";

    /** Below everything that a person sets, above the defaults of settings. */
    private static final int BELOW_ALL_FILES = 200;

    private static final Map<String, Role> SWITCHES = Map.of(
            "scanrelay.fetch.enabled", Role.FETCH,
            "scanrelay.relay.enabled", Role.FETCH,
            "scanrelay.erase.enabled", Role.FETCH,
            "scanrelay.push.enabled", Role.PUSH,
            "scanrelay.reconcile.enabled", Role.RECONCILE);

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue setting = context.getValue(SETTING);
        String words = setting == null || setting.getValue() == null ? "" : setting.getValue();
        return Collections.singleton(new PropertiesConfigSource(of(words), "roles", BELOW_ALL_FILES));
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(BELOW_ALL_FILES);
    }

    static Map<String, String> of(String words) {
        Roles roles = Roles.of(words);
        Map<String, String> off = new HashMap<>();
        SWITCHES.forEach((setting, role) -> {
            if (!roles.runs(role)) {
                off.put(setting, "false");
            }
        });
        if (roles.isIngressAlone()) {
            off.put("scanrelay.database.migrate", "false");
        }
        return off;
    }
}
