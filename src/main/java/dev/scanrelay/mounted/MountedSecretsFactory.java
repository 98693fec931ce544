package dev.scanrelay.mounted;

import dev.scanrelay.startup.SettingProblem;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Makes the config source where a directory is set; one that can't be read stops the start. */
public final class MountedSecretsFactory implements ConfigSourceFactory {

    private static final String EXAMPLE = "/etc/scanrelay/secrets";

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue directory = context.getValue(MountedSecrets.SETTING);
        return directory == null
                        || directory.getValue() == null
                        || directory.getValue().isBlank()
                ? List.of()
                : List.of(source(directory.getValue().strip()));
    }

    private static ConfigSource source(String directory) {
        try {
            return new MountedSecrets(Path.of(directory));
        } catch (Unreadable unreadable) {
            throw problem("leads to what can't be read: " + unreadable.getMessage());
        } catch (InvalidPathException noPath) {
            throw problem("is no path");
        }
    }

    private static SettingProblem problem(String what) {
        return SettingProblem.of(MountedSecrets.SETTING, what, EXAMPLE);
    }
}
