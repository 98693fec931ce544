package dev.scanrelay.feed;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The feed as a stream. */
@ConfigMapping(prefix = "scanrelay.feed")
public interface StreamSettings {

    /**
     * How long a stream is silent at most; then its cursor is sent again. Keep it below the idle time-out of whatever stands between:
     * longer, proxies cut streams where nothing happens.
     */
    @WithDefault("15s")
    Duration heartbeat();

    /** The most streams that one key has open in one process; one more is answered 429. */
    @WithDefault("20")
    int streamsPerKey();

    /** The most streams that the keys of one partner have open in one process; one more is answered 429. Default: 1500. */
    @WithDefault("1500")
    int streamsPerPartner();

    /** The most streams that this process has open; one more is answered 503. An idle one costs some 20 kB of heap. */
    @WithDefault("2000")
    int streams();

    /** How many streams read what they missed from the database at the same time; the others wait for their turn. */
    @WithDefault("4")
    int catchUps();

    /** How much of what it missed a stream reads at once, in memory until the client has taken it in; one event at least. Default: 1 MiB. */
    @WithDefault("1M")
    MemorySize catchUpBytes();

    /** How long a client may take in nothing of what was sent to it; then its stream is closed, and it may resume. */
    @WithDefault("60s")
    Duration patience();
}
