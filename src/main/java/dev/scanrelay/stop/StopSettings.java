package dev.scanrelay.stop;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a process ends. */
@ConfigMapping(prefix = "scanrelay.stop")
public interface StopSettings {

    /**
     * Time from the signal to end until the process is killed: Kubernetes' {@code terminationGracePeriodSeconds}. All waits of a stop
     * fit in it. At least 10 s. Default: 30 s.
     */
    @WithDefault("30s")
    Duration grace();
}
