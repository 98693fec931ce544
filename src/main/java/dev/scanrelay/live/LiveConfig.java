package dev.scanrelay.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Orders as Align has them now. */
@ConfigMapping(prefix = "scanrelay.live")
public interface LiveConfig {

    /**
     * How many downloads straight from Align one process streams at a time, at least 1. Each holds a connection to Align for as long
     * as its reader takes; one more is told to come again.
     */
    @WithDefault("32")
    int maxDownloads();
}
