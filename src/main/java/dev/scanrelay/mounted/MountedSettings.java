package dev.scanrelay.mounted;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Secrets as files. */
@ConfigMapping(prefix = "scanrelay.secrets")
public interface MountedSettings {

    /**
     * A directory whose file names are setting names, as a Secret is mounted: {@code quarkus.datasource.password},
     * {@code scanrelay.store.secret-key}. A file wins over the environment variable. No default: no directory.
     */
    Optional<Path> directory();

    /** How often mounted files are looked at for changes, the keyset file among them. Longer: a rotation takes longer. Default: 10 s. */
    @WithDefault("10s")
    Duration checkEvery();

    /**
     * Where a file changed that is only read at the start, this process ends itself, in the orderly way, at a random time within this long,
     * and is started again by whoever runs it. 0: it goes on with the old value, and says so. Default: 5 min.
     */
    @WithDefault("5m")
    Duration restartWithin();
}
