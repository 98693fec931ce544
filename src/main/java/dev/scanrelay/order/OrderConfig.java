package dev.scanrelay.order;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The catalogue. */
@ConfigMapping(prefix = "scanrelay.orders")
public interface OrderConfig {

    /**
     * How long a link to an artifact works, one second to seven days (the longest that S3 signs for). Whoever has the link has the
     * file for that long, without a key.
     */
    @WithDefault("5m")
    Duration linkLife();

    /**
     * How many zips of stored files one process makes at a time, at least 1. Each takes processor time and a connection to the store
     * for as long as its reader takes; one more is told to come again.
     */
    @WithDefault("16")
    int maxZips();
}
