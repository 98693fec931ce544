package dev.scanrelay.reconcile;

import dev.scanrelay.startup.SettingProblem;
import java.time.Duration;

/** What can't work stops the start. */
final class ReconcileSettings {

    private static final String PREFIX = "scanrelay.reconcile.";
    private static final int LARGEST_PAGE = 200;
    private static final int FEWEST_PAGES = 10;

    private ReconcileSettings() {}

    static void check(ReconcileConfig config) {
        atLeastOne("workers", config.workers(), "2");
        atLeastOne("pages-per-turn", config.pagesPerTurn(), "10");
        if (config.pageSize() < 1 || config.pageSize() > LARGEST_PAGE) {
            throw problem("page-size", "is not between 1 and " + LARGEST_PAGE, "100");
        }
        if (config.maxPages() < FEWEST_PAGES) {
            throw problem(
                    "max-pages",
                    "is less than " + FEWEST_PAGES + ": longer lists are never swept to their end",
                    "10000");
        }
        positive("poll", config.poll(), "5s");
        positive("every", config.every(), "5m");
        positive("overlap", config.overlap(), "48h");
        positive("long-every", config.longEvery(), "1d");
        positive("long-reach", config.longReach(), "30d");
        positive("single-first", config.singleFirst(), "1h");
        positive("single-reach", config.singleReach(), "90d");
        positive("deep-every", config.deepEvery(), "7d");
        positive("deep-reach", config.deepReach(), "365d");
        positive("deep-pause", config.deepPause(), "1m");
        positive("blind-first", config.blindFirst(), "1d");
        positive("lease", config.lease(), "2m");
        if (config.everyAtMost().compareTo(config.every()) < 0) {
            throw problem("every-at-most", "is less than " + PREFIX + "every", "30m");
        }
        if (config.backfill().isNegative()) {
            throw problem("backfill", "is less than nothing", "30d");
        }
        if (config.rest().isNegative()) {
            throw problem("rest", "is less than nothing", "10m");
        }
        if (!(config.jitter() >= 0 && config.jitter() < 1)) {
            throw problem("jitter", "is not a fraction between 0 and 1", "0.2");
        }
    }

    private static void atLeastOne(String setting, int value, String example) {
        if (value < 1) {
            throw problem(setting, "is less than 1", example);
        }
    }

    private static void positive(String setting, Duration value, String example) {
        if (!value.isPositive()) {
            throw problem(setting, "is not longer than nothing", example);
        }
    }

    private static RuntimeException problem(String setting, String problem, String example) {
        return SettingProblem.of(PREFIX + setting, problem, example);
    }
}
