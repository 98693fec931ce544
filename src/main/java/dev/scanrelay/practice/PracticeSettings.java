package dev.scanrelay.practice;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a practice's configuration is good. */
@ConfigMapping(prefix = "scanrelay.practice")
public interface PracticeSettings {

    /** How old a configuration may be before Align is asked again. Longer: a new doctor or scanner is seen later. */
    @WithDefault("PT15M")
    Duration maxAge();

    /**
     * How old a configuration may be while Align is out; it is then marked as stale, and scan requests are checked against it. Older
     * than that it is not used. At least {@code max-age}.
     */
    @WithDefault("P7D")
    Duration maxStale();

    /** For how long Align is not asked for an account's configuration again after it failed to tell. */
    @WithDefault("PT15S")
    Duration pause();

    /** How many accounts' configurations a process keeps in memory; the others are read from the database. */
    @WithDefault("5000")
    int inMemory();
}
