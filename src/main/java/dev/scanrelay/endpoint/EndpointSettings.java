package dev.scanrelay.endpoint;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Whom events may be delivered to. */
@ConfigMapping(prefix = "scanrelay.endpoints")
public interface EndpointSettings {

    /** The most endpoints of one partner. Default: 10000. */
    @WithDefault("10000")
    int perPartner();

    /** How long the secret before stays good after a rotation, unless the call says otherwise; 30 days at most. Default: 24 h. */
    @WithDefault("24h")
    Duration rotationGrace();

    /** Deliveries at once to an endpoint that does not say how many it takes, 1 to 100. Default: 4. */
    @WithDefault("4")
    int concurrency();
}
