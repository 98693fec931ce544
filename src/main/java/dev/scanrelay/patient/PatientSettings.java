package dev.scanrelay.patient;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How patients are looked for at Align. */
@ConfigMapping(prefix = "scanrelay.patient")
public interface PatientSettings {

    /**
     * The most searches at Align for one search here, 1 to 1000. Fewer: less of Align's rate limit is used, and rarer permutations of
     * names in four and more parts are not tried, which the answer says.
     */
    @WithDefault("100")
    int mostSearches();

    /** How many of them run at once, 1 to 32. More: sooner done, and sooner limited by Align. */
    @WithDefault("4")
    int parallelSearches();
}
