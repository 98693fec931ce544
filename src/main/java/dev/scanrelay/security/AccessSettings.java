package dev.scanrelay.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How keys are rotated. */
@ConfigMapping(prefix = "scanrelay.access")
public interface AccessSettings {

    /** How long a rotated key stays good unless the call says otherwise; 30 days at most. Longer gives holders more time. */
    @WithDefault("PT24H")
    Duration rotationGrace();
}
