package dev.scanrelay.fetch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** How wanted orders are fetched. */
@ConfigMapping(prefix = "scanrelay.fetch")
public interface FetchConfig {

    /** Whether this process takes notifications in and fetches orders. Default: true. */
    @WithDefault("true")
    boolean enabled();

    /**
     * Orders fetched at once for live notifications; at most three quarters of them for one region where there are several. More needs more
     * memory for parts and database connections. Default: 24.
     */
    @WithDefault("24")
    int workers();

    /**
     * Orders fetched at once for back-fill, sweeps and redrives, at most; they never use the workers of live ones. While live orders are under
     * way and the processors are busy it is one. Default: 8.
     */
    @WithDefault("8")
    int slowWorkers();

    /** Orders of one account fetched at once, per lane and over all processes: a slow clinic can't stop the others. Default: 4. */
    @WithDefault("4")
    int perAccount();

    /**
     * RXs of one account that Align has not shown yet; from then on its notifications use the slow lane, until Align shows some
     * of them. It bounds what a callback URL in wrong hands costs. Default: 200.
     */
    @WithDefault("200")
    int unseenPerAccount();

    /** How long an order stays ours without a heartbeat; a dead process's orders are taken over after it. Default: 60 s. */
    @WithDefault("60s")
    Duration lease();

    /** Time between heartbeats; at most a third of {@link #lease()}. Default: 10 s. */
    @WithDefault("10s")
    Duration heartbeat();

    /** Longest wait before looking for due orders again when nothing wakes the workers. Default: 1 s. */
    @WithDefault("1s")
    Duration poll();

    /**
     * How long a stopping process may take over its transfers: they may finish, and what has not in four fifths of it (at the
     * latest 5 s before its end) is abandoned and taken over by others. At most {@code scanrelay.stop.grace} less 5 s, in which the
     * relay, the spool and the consumer end. Default: 25 s.
     */
    @WithDefault("25s")
    Duration shutdown();

    /** Waits after the first, second, ... failure; then it goes on as {@link #ladderThen()} says. Default: 5 s up to 24 h. */
    @WithDefault("5s,30s,2m,10m,30m,2h,6h,12h,24h")
    List<Duration> ladder();

    /** Wait between tries once the steps are used up, of either kind. Default: 24 h. */
    @WithDefault("24h")
    Duration ladderThen();

    /**
     * How long after it was last notified, or wanted otherwise, an order that fails is tried again; then it is parked: given up until somebody
     * acts. The steps are all used in any case; 0: parked after the last of them. Default: 14 days.
     */
    @WithDefault("14d")
    Duration giveUpAfter();

    /** Waits while Align does not show the order or a file of it yet; then as {@link #ladderThen()} says. Default: 5 s up to 12 h. */
    @WithDefault("5s,15s,1m,5m,15m,1h,3h,12h")
    List<Duration> notThereYet();

    /** How far a wait is spread, as a fraction of it: 0.2 is 20 % to both sides. Default: 0.2. */
    @WithDefault("0.2")
    double jitter();

    /** Wait of an order when Align limits us without saying for how long. Default: 30 s. */
    @WithDefault("30s")
    Duration rateLimited();

    /** Longest {@code Retry-After} that is obeyed. Default: 1 h. */
    @WithDefault("1h")
    Duration longestRetryAfter();

    /**
     * Wait between looks at an order of a pairing that waits for a person, as long as that is not known of the pairing itself: one that needs
     * attention is passed over until somebody has signed in. No step of the ladder is used. Default: 15 min.
     */
    @WithDefault("15m")
    Duration attentionPoll();

    /** After this time an order is announced without the files that can't be had ({@code complete: false}). Default: 1 h. */
    @WithDefault("1h")
    Duration incompleteAfter();

    /** Time between two looks for attempts that left objects behind. Default: 1 min. */
    @WithDefault("1m")
    Duration sweep();

    /**
     * How long a prefix must have stayed empty before it is forgotten; longer than any call to the store may take, as a worker
     * that lost its lease may still finish one. Default: 15 min.
     */
    @WithDefault("15m")
    Duration sweepGrace();
}
