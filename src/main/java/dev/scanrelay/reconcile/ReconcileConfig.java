package dev.scanrelay.reconcile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** How pairings are swept for what no notification told. */
@ConfigMapping(prefix = "scanrelay.reconcile")
public interface ReconcileConfig {

    /** Whether this process sweeps. Without any that does, a lost notification is a lost scan. Default: true. */
    @WithDefault("true")
    boolean enabled();

    /** Sweeps at a time in one process. More find lost scans sooner and ask Align more at once. Default: 2. */
    @WithDefault("2")
    int workers();

    /** Time between two looks for sweeps that are due. Default: 5 s. */
    @WithDefault("5s")
    Duration poll();

    /** Time between two sweeps of a pairing while they find something. Default: 5 min. */
    @WithDefault("5m")
    Duration every();

    /** Each sweep that finds nothing doubles the time, up to this; so does each that fails. Default: 30 min. */
    @WithDefault("30m")
    Duration everyAtMost();

    /** How far a time is spread, as a fraction of it, so that pairings are not swept all at once. Default: 0.2. */
    @WithDefault("0.2")
    double jitter();

    /** How far a sweep reaches back before the start of the last complete one. Covers Align's clock and delays. Default: 48 h. */
    @WithDefault("48h")
    Duration overlap();

    /** Time between two long sweeps. Default: 1 day. */
    @WithDefault("1d")
    Duration longEvery();

    /** How far a long sweep reaches back. Default: 30 days. */
    @WithDefault("30d")
    Duration longReach();

    /**
     * How long after its last change an order is asked for alone for the first time; the time since its change doubles from one time to
     * the next. Default: 1 h.
     */
    @WithDefault("1h")
    Duration singleFirst();

    /** Orders that did not change for this long are not asked for alone any more. Default: 90 days. */
    @WithDefault("90d")
    Duration singleReach();

    /** Align's statuses, as spelled there, of orders that are not asked for alone: nothing more happens to them. Default: Ready to Ship. */
    @WithDefault("Ready to Ship")
    List<String> finalStatuses();

    /**
     * Whether every order is asked for alone from time to time, whatever its status and age. It finds what nothing else can, and costs a
     * call for each order. Default: false.
     */
    @WithDefault("false")
    boolean deep();

    /** Time between two deep checks of a pairing. Default: 7 days. */
    @WithDefault("7d")
    Duration deepEvery();

    /** How old an order may be to be part of a deep check. Default: 365 days. */
    @WithDefault("365d")
    Duration deepReach();

    /** Pause between twenty orders of a deep check and the next twenty. Default: 1 min. */
    @WithDefault("1m")
    Duration deepPause();

    /** How much of the time before the pairing is fetched, once. 0: nothing. Default: 0. */
    @WithDefault("0d")
    Duration backfill();

    /** Orders on a page of Align's list. Default: 100. */
    @WithDefault("100")
    int pageSize();

    /** Pages after which a list counts as one without an end; more than the largest clinic has. Default: 10000. */
    @WithDefault("10000")
    int maxPages();

    /** Pages that a sweep reads before others have their turn. Default: 10. */
    @WithDefault("10")
    int pagesPerTurn();

    /** How long a sweep stays a process's own after each page; longer than a page can take. Default: 2 min. */
    @WithDefault("2m")
    Duration lease();

    /** A stored order is fetched again because of sweeps at most once in this time. Default: 10 min. */
    @WithDefault("10m")
    Duration rest();

    /**
     * How long after its last change an order is downloaded again of which Align shows neither a time of change nor ids of files; the time
     * since its change doubles from one time to the next. Default: 1 day.
     */
    @WithDefault("1d")
    Duration blindFirst();
}
