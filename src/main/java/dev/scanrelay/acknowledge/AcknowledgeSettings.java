package dev.scanrelay.acknowledge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is expected of practice software that acknowledges. */
@ConfigMapping(prefix = "scanrelay.acknowledge")
public interface AcknowledgeSettings {

    /** How long after its announcement a revision may be without an acknowledgement; then it is listed and counted as overdue. Default: 24 h. */
    @WithDefault("24h")
    Duration overdue();

    /** How often announced events are looked at, and what is open is counted. Default: 10 s. */
    @WithDefault("10s")
    Duration poll();
}
