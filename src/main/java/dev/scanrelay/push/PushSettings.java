package dev.scanrelay.push;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** How events are delivered to endpoints. */
@ConfigMapping(prefix = "scanrelay.push")
public interface PushSettings {

    /** Whether this process delivers. Default: true. */
    @WithDefault("true")
    boolean enabled();

    /** Deliveries of this process at once, over all endpoints. Default: 256. */
    @WithDefault("256")
    int workers();

    /** How often events and due deliveries of other processes are looked for. Default: 200 ms. */
    @WithDefault("200ms")
    Duration poll();

    /** Waits after the first, second, ... failed attempt; then it goes on as {@link #ladderThen()} says. Default: 5 s up to 24 h. */
    @WithDefault("5s,5m,30m,2h,5h,10h,14h,20h,24h")
    List<Duration> ladder();

    /** Wait between attempts once the steps are used up. Default: 24 h. */
    @WithDefault("24h")
    Duration ladderThen();

    /** How far a wait is spread, as a fraction of it: 0.2 is 20 % to both sides. Default: 0.2. */
    @WithDefault("0.2")
    double jitter();

    /** How long an event is tried; then it is given up. The steps are all used in any case. Default: 14 days. */
    @WithDefault("14d")
    Duration giveUpAfter();

    /** How long an endpoint may fail; then it is disabled, and events wait for it. Default: 5 days. */
    @WithDefault("5d")
    Duration disableAfter();

    /** Longest {@code Retry-After} that is obeyed. Default: 24 h. */
    @WithDefault("24h")
    Duration longestRetryAfter();

    /** How long a delivery stays ours; a dead process's are taken over after it. Longer than twice {@code scanrelay.egress.call-timeout}. Default: 60 s. */
    @WithDefault("60s")
    Duration lease();

    /** So many undelivered events an endpoint may have at most for a replay to add more; it is answered 409. What is announced is always added. Default: 100000. */
    @WithDefault("100000")
    int mostWaiting();

    /** How long deliveries that ended and their attempts are kept. Default: 30 days. */
    @WithDefault("30d")
    Duration keep();
}
