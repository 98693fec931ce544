package dev.scanrelay.erase;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How erasures are carried out. */
@ConfigMapping(prefix = "scanrelay.erase")
public interface EraseSettings {

    /** Whether this process carries out erasures; they wait while none does. By the role {@code fetch} if not set. */
    @WithDefault("true")
    boolean enabled();

    /** How often work is looked for: an erasure begins at the latest after this. */
    @WithDefault("5s")
    Duration poll();

    /** How long a process that died in the middle of an erasure keeps the others from going on with it. */
    @WithDefault("2m")
    Duration lease();

    /** How often the tombstones in the object store are compared with the database, beside at every start: a restored one is erased again. */
    @WithDefault("1h")
    Duration tombstones();

    /**
     * How long scans are kept after their last change, for accounts of which nothing else is set: their files, names and events go then. At
     * least a day. Not set: for ever.
     */
    Optional<Duration> keep();

    /** How often is looked for scans that are older than they are kept. */
    @WithDefault("1h")
    Duration retentionEvery();
}
