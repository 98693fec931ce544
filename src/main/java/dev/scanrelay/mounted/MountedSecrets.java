package dev.scanrelay.mounted;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * The files of {@code scanrelay.secrets.directory} as settings. They win over environment variables, and system properties over them.
 * Values are taken as they are: nothing in them is an expression.
 */
final class MountedSecrets implements ConfigSource {

    static final String SETTING = "scanrelay.secrets.directory";

    private static final int ABOVE_THE_ENVIRONMENT = 350;

    private final Path directory;
    private volatile Map<String, String> values;

    MountedSecrets(Path directory) throws Unreadable {
        this.directory = directory;
        this.values = MountedFiles.read(directory);
    }

    /** What changed since the last look, by name. */
    record Look(Set<String> changed, Set<String> gone) {}

    /**
     * Takes in what is mounted now. A file that is gone or empty keeps the value it had: half a Secret is no reason to fail.
     *
     * @throws Unreadable if a file can't be read; then nothing is taken in
     */
    synchronized Look look() throws Unreadable {
        Map<String, String> before = values;
        Map<String, String> now = new TreeMap<>(MountedFiles.read(directory));
        Set<String> gone = new TreeSet<>();
        before.forEach((name, value) -> {
            if (now.getOrDefault(name, "").isEmpty() && !value.isEmpty()) {
                now.put(name, value);
                gone.add(name);
            }
        });
        Set<String> changed = new TreeSet<>(now.keySet());
        changed.removeIf(name -> Objects.equals(now.get(name), before.get(name)));
        values = now;
        return new Look(changed, gone);
    }

    @Override
    public Set<String> getPropertyNames() {
        return values.keySet();
    }

    @Override
    public @Nullable String getValue(String name) {
        String value = values.get(name);
        return value == null ? null : value.replace("$", "\\$");
    }

    @Override
    public int getOrdinal() {
        return ABOVE_THE_ENVIRONMENT;
    }

    @Override
    public String getName() {
        return "mounted secrets";
    }

    @Override
    public String toString() {
        return getName();
    }
}
